// A process's arguments as words: also where it shows its whole command line as one string, padded with blanks.
import type { Process } from '../core/facts/process.ts'

/** argv, or its only string split at blanks when it holds options. */
export function wordsOf({ argv }: Process): readonly string[] {
  const bare = argv.filter(word => word.trim() !== '')
  const [only] = bare
  if (bare.length === 1 && only !== undefined && /\s-{1,2}[A-Za-z]/.test(only)) return only.trim().split(/\s+/).slice(0, 512)
  return bare
}
