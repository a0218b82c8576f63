// Trying a kind of persistence on literal files: what it lists, and that disarming one entry leaves every other byte.
import assert from 'node:assert/strict'
import { sameBytes } from '../src/core/bytes.ts'
import type { Autostart } from '../src/core/facts/autostart.ts'
import { known } from '../src/core/gap.ts'
import type { Persistence } from '../src/core/persistence.ts'
import { memoryHost, type Node } from '../src/host/memory.ts'

/** Entries that a kind lists on a host made of these files. */
export function autostartsOf(kind: Persistence, tree: Readonly<Record<string, Node>>): Autostart[] {
  return [...kind.list(memoryHost(tree))].filter(known)
}

/**
 * For any file content at `path`: every entry's span lies within the file, disarming an 'entry' gives exactly the bytes around its span,
 * it is then listed no more (the others still are), and disarming it again changes nothing. Throws where that does not hold.
 */
export function assertExactDisarm(kind: Persistence, path: string, content: Uint8Array, around: Readonly<Record<string, Node>> = {}): void {
  const list = (bytes: Uint8Array) => autostartsOf(kind, { ...around, [path]: bytes }).filter(e => e.path === path)
  const entries = list(content)
  for (const entry of entries) {
    const { start, end } = entry.span
    assert.ok(start >= 0 && start <= end && end <= content.length, `span ${start}–${end} of ${content.length}`)
    const after = kind.disarm(entry, content)
    if (entry.extent === 'file') {
      assert.equal(after, null)
      continue
    }
    assert.ok(after !== null && end > start)
    const around = Buffer.concat([content.subarray(0, start), content.subarray(end)])
    assert.ok(sameBytes(after, around), `disarming line ${entry.line} changed other bytes`)
    assert.equal(list(after).length, entries.length - 1, `after disarming line ${entry.line}`)
  }
}
