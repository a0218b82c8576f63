// Whether a file holds what the plan was made on, or what an earlier step of davylamp made of it: anything else is drift.
import { bytesOf } from '../core/bytes.ts'
import type { FileState } from '../core/control.ts'
import type { Vault } from '../core/journal.ts'
import type { Step } from '../core/plan.ts'
import { sha256 } from '../parse/checksum.ts'

/** Lies in the vault of the case and nowhere else: that this content at this path is davylamp's own work. */
function remark(path: string, content: string): Uint8Array {
  return bytesOf(`davylamp left ${content} at ${path}\n`)
}

/** Kept with the intent of a step that will leave this state behind, so that the next step on the same file knows it. */
export function expectLeft({ path, sha256: content }: FileState, vault: Vault): void {
  vault.keep(remark(path, content))
}

/** Evidence lies in the same vault, so that content is known there says nothing; only the remark does. */
export function isPlanned(step: Step, { path, sha256: content }: FileState, vault: Vault): boolean {
  return content === step.before || vault.fetch(sha256(remark(path, content))) !== undefined
}
