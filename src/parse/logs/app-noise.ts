// Whatever applications say that an attack leaves, of all languages: for outputs and logs that may be of any of them.
import { javaMarks } from './applications/java.ts'
import { nodeMarks } from './applications/node.ts'
import type { Mark } from './marks.ts'

export const appNoise: readonly Mark[] = [...javaMarks, ...nodeMarks]
