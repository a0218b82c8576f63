// All actions, in one place for every command.
import { containment } from '../contain/index.ts'
import type { Action } from '../core/action.ts'
import { eradication } from '../eradicate/index.ts'
import { hardening } from '../harden/index.ts'
import { recovery } from '../recover/index.ts'

const actions: readonly Action[] = [...containment, ...eradication, ...recovery, ...hardening]

export const actionsById: ReadonlyMap<string, Action> = new Map(actions.map(action => [action.id, action]))
