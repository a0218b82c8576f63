// Where the corpora lie that are no part of the project: a public clone has none, and tests that use them are extra.
import { join } from 'node:path'

export const corpora = join(import.meta.dirname, '..', '..', 'shared', 'corpora')
