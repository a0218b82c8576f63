// All who look at packets, in one place for every command.
import { dissectors } from '../wire/dissectors/index.ts'
import { watchers } from '../wire/watchers/index.ts'

export const wireModules = { dissectors, watchers } as const
