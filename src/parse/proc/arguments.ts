// /proc/PID/cmdline and environ: strings that end with NUL.
import { textOf } from '../../core/bytes.ts'

/** argv; empty strings at the end are left out: a program that wrote a title over its argv leaves NULs behind it. */
export function splitArguments(bytes: Uint8Array): string[] {
  const argv = textOf(bytes).split('\0')
  while (argv.length > 0 && argv.at(-1) === '') argv.pop()
  return argv
}

/**
 * NAME=value, at most `max` characters of them all; the loader's own LD_* variables are kept wherever they stand,
 * so that padding cannot push them out of sight.
 */
export function splitEnvironment(bytes: Uint8Array, max = 65_536): string[] {
  const kept: string[] = []
  let size = 0
  for (const variable of textOf(bytes).split('\0')) {
    if (!variable.includes('=')) continue
    size += variable.length
    if (size <= max) kept.push(variable)
    else if (variable.startsWith('LD_')) kept.push(variable.slice(0, max))
  }
  return kept
}
