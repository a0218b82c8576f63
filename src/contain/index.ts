// All actions that calm an incident without taking anything away.
import type { Action } from '../core/action.ts'
import { freezeProcesses } from './freeze-processes.ts'

export const containment: readonly Action[] = [freezeProcesses]
