// Every collector, in an order in which each finds what it needs.
import type { Collector } from '../core/collector.ts'
import { gpu } from './gpu.ts'
import { processes } from './processes.ts'
import { sockets } from './sockets.ts'

export const collectors: readonly Collector[] = [processes, sockets, gpu]
