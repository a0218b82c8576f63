// Rows of ELF facts for tests: an ordinary dynamic 64-bit library unless told otherwise.
import type { ElfFact } from '../src/core/facts/file.ts'

export function elfFactOf(given: Partial<ElfFact> = {}): ElfFact {
  return { machine: 'x86-64', bits: 64, type: 'shared', static: false, stripped: true, needed: [], exports: [], strings: [], ...given }
}
