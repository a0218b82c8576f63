import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf, statOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import type { Incident } from '../core/incident.ts'
import { memoryHost } from '../host/memory.ts'
import { accusedOf } from './accused.ts'
import { programsOf } from './plan-programs.ts'

const runs = (pid: number, path: string, ino: number): Process =>
  processOf({ pid, exe: { path, deleted: false, memfd: false, dev: '8:1', ino } })
const holds = (path: string, ino: number, given: Partial<FileFact> = {}): FileFact =>
  fileOf({ path, magic: 'elf', packaged: 'unowned', stat: statOf({ dev: '8:1', ino }), ...given })

/** The paths that go with the first process. */
function gone(processes: readonly [Process, ...Process[]], files: readonly FileFact[]): readonly string[] {
  const [suspect] = processes
  const findings = [findingOf({ about: [suspect.id] })] as const
  const incident: Incident = { id: 'I', host: 'h', verdict: 'mining', confidence: 1, findings, members: [], edges: [], timeline: [] }
  const facts = factsOf({ processes, files })
  const host = memoryHost(Object.fromEntries(files.map(f => [f.path, { content: 'x', ino: f.stat.ino, dev: f.stat.dev }])))
  return [...programsOf([suspect], { incident, facts, host, accused: accusedOf(incident, facts) }).keys()]
}

test('the program of a suspect goes, and its copies that nobody runs', () => {
  const files = [
    holds('/var/tmp/.x/m', 5, { sha256: 'aa' }),
    holds('/usr/lib/.m', 6, { sha256: 'aa' }),
    holds('/opt/other', 7, { sha256: 'bb' }),
  ]
  assert.deepEqual(gone([runs(9, '/var/tmp/.x/m', 5)], files), ['/var/tmp/.x/m', '/usr/lib/.m'])
})

test('a copy of something that innocents run stays: the bytes are a tool', () => {
  const files = [holds('/tmp/m', 5, { sha256: 'aa' }), holds('/opt/orders/api', 6, { sha256: 'aa' })]
  assert.deepEqual(gone([runs(9, '/tmp/m', 5), runs(10, '/opt/orders/api', 6)], files), ['/tmp/m'])
})

test('packaged programs, interpreters, files that others run, and another file in the place of the running one stay', () => {
  assert.deepEqual(gone([runs(9, '/usr/bin/nc', 5)], [holds('/usr/bin/nc', 5, { packaged: 'intact', package: 'netcat' })]), [])
  assert.deepEqual(gone([runs(9, '/usr/bin/x', 5)], [holds('/usr/bin/x', 5, { packaged: undefined })]), [], 'no package database')
  assert.deepEqual(gone([runs(9, '/opt/venv/bin/python3.12', 5)], [holds('/opt/venv/bin/python3.12', 5)]), [])
  assert.deepEqual(gone([runs(9, '/opt/app/x', 5), runs(10, '/opt/app/x', 5)], [holds('/opt/app/x', 5)]), [])
  assert.deepEqual(gone([runs(9, '/tmp/x', 5)], [holds('/tmp/x', 6)]), [])
})

test('in a container what was written at run time goes, what came with its image stays', () => {
  const inside = { ...runs(9, '/usr/sbin/.ns/m', 5), container: 'container:c1' } as Process
  const at = '/var/lib/docker/overlay2/77d1/merged/usr/sbin/.ns/m'
  assert.deepEqual(gone([inside], [holds(at, 5, { container: 'container:c1', containerLayer: 'runtime' })]), [at])
  assert.deepEqual(gone([inside], [holds(at, 5, { container: 'container:c1', containerLayer: 'image' })]), [])
  const rooted = { ...inside, root: '/var/lib/docker/overlay2/77d1/merged' }
  assert.deepEqual(gone([rooted], [holds(at, 5)]), [at], 'layers unknown, a hidden place')
  const plain = `${rooted.root}/usr/bin/redis-server`
  assert.deepEqual(gone([{ ...runs(9, plain, 5), root: rooted.root }], [holds(plain, 5)]), [], 'layers unknown, an ordinary place')
})
