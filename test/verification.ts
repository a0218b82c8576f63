// Rows of verifications for tests: a modified command of procps unless told otherwise.
import { entity } from '../src/core/entity.ts'
import type { Verification } from '../src/core/facts/system.ts'

export function verificationOf(given: Partial<Verification> & { path: string }): Verification {
  return { file: entity('file', given.path), package: 'procps', result: 'modified', expected: 'aa', actual: 'bb', ...given }
}
