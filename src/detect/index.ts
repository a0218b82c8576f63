// Every detector, in the order in which they run.
import type { Detector } from '../core/detector.ts'
import { deletedExecutable } from './deleted-executable.ts'

export const detectors: readonly Detector[] = [deletedExecutable]
