// All actions that calm an incident without taking anything away.
import type { Action } from '../core/action.ts'
import { cutEgress } from './cut-egress.ts'
import { freezeProcesses } from './freeze-processes.ts'
import { isolateHost } from './isolate-host.ts'
import { unmountCover } from './unmount-cover.ts'

export const containment: readonly Action[] = [unmountCover, freezeProcesses, cutEgress, isolateHost]
