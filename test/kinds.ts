// One test of a kind of persistence: what it lists on a real-looking host, what it leaves out, and exact disarming under garbage.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../src/core/bytes.ts'
import type { Autostart } from '../src/core/facts/autostart.ts'
import { isGap } from '../src/core/gap.ts'
import type { Persistence } from '../src/core/persistence.ts'
import { memoryHost, type Node } from '../src/host/memory.ts'
import { assertExactDisarm, autostartsOf } from './autostarts.ts'
import { garbageLike } from './garbage.ts'

interface Case {
  /** The host; homes come from /home and /root. */
  readonly tree: Readonly<Record<string, Node>>
  /** "path:line command" of every entry, in order. */
  readonly lists: readonly string[]
  /** More to look at than path, line and command. */
  readonly also?: (entries: readonly Autostart[]) => void
  /** Garbage to leave out: where the file is broken, cutting a line may mend what stands around it, and the rest is then read otherwise. */
  readonly sound?: (bytes: Uint8Array) => boolean
}

/** The example hosts of every kind tested by `testKind`, by the kind's id. */
export const examples = new Map<string, Case['tree'][]>()

export const shown = (entry: Autostart): string => `${entry.path}:${entry.line} ${entry.command}`

/** Tests of listing, of exact disarming (every textual file of the tree as it is, and mutated), and of an unreadable file being told. */
export function testKind(kind: Persistence, { tree, lists, also, sound = () => true }: Case): void {
  examples.set(kind.id, [...(examples.get(kind.id) ?? []), tree])
  test(`${kind.id} lists what starts something, and nothing else`, () => {
    const entries = autostartsOf(kind, tree)
    assert.deepEqual(entries.map(shown), lists)
    assert.equal(new Set(entries.map(e => e.id)).size, entries.length, 'ids are distinct')
    for (const entry of entries) assert.equal(entry.kind, kind.id)
    also?.(entries)
  })
  const paths = [...new Set(autostartsOf(kind, tree).map(e => e.path))]
  test(`${kind.id} disarms exactly, under garbage too`, () => {
    assert.ok(paths.length > 0)
    for (const path of paths) {
      const node = tree[path]
      const sample = typeof node === 'object' && 'content' in node ? node.content : node
      if (typeof sample !== 'string') continue
      assertExactDisarm(kind, path, bytesOf(sample), tree)
      fc.assert(
        fc.property(garbageLike(sample).filter(sound), bytes => assertExactDisarm(kind, path, bytes, tree)),
        { numRuns: 150 },
      )
    }
  })
  test(`${kind.id} tells what it may not read`, () => {
    const path = paths[0] ?? ''
    const rows = [...kind.list(memoryHost({ ...tree, [path]: { gap: 'denied' } }))]
    assert.ok(rows.some(row => isGap(row) && row.why === 'denied'))
  })
}
