// Every collector, in an order in which each finds what it needs.
import type { Collector } from '../core/collector.ts'

export const collectors: readonly Collector[] = []
