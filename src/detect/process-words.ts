// How detectors speak of a process, and what they call it.
import type { Process } from '../core/facts/process.ts'
import { type Evidence, evidence } from '../core/finding.ts'

/** "4242(name)", or the pid alone where the name cannot be read. */
export function labelOf({ pid, name }: Process): string {
  return name === '' ? `${pid}` : `${pid}(${name})`
}

/** Path of the program, " (deleted)" added where it is. */
export function exeText({ exe }: Process): string {
  return exe === undefined ? '?' : `${exe.path}${exe.deleted ? ' (deleted)' : ''}`
}

/** What the exe link and the command line say. */
export function exeEvidence(process: Process): Evidence {
  return evidence('proc', `/proc/${process.pid}/exe`, `${exeText(process)} · ${process.argv.join(' ')}`)
}

export function argvEvidence({ pid, argv }: Process): Evidence {
  return evidence('proc', `/proc/${pid}/cmdline`, argv.join(' '))
}

/** The part after the last slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Runs in user space and has not ended: neither a kernel thread nor a zombie. */
export function isProgram({ kernelThread, state }: Process): boolean {
  return !kernelThread && state !== 'Z' && state !== 'X'
}
