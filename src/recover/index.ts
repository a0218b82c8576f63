// All actions that mend what the attacker broke.
import type { Action } from '../core/action.ts'
import { makeExecutable } from './make-executable.ts'
import { reinstallFile } from './reinstall-file.ts'
import { restoreCommand } from './restore-command.ts'

export const recovery: readonly Action[] = [restoreCommand, reinstallFile, makeExecutable]
