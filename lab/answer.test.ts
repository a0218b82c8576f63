import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EntityId } from '../src/core/entity.ts'
import type { Finding, Severity } from '../src/core/finding.ts'
import type { Incident, IncidentVerdict, ScanResult } from '../src/core/incident.ts'
import { accusation, accusedAt, found } from './answer.ts'
import type { Thing } from './scenario.ts'
import type { Sight } from './sight.ts'

const sight: Sight = {
  pids: thing => (thing.kind === 'process' ? [40, 41] : thing.kind === 'mount' ? [40] : []),
  lines: (path, text) => (path === '/etc/cron.d/x' && text === 'curl' ? [3] : path === '/etc/passwd' && text === 'news:' ? [9] : []),
  exists: () => true,
}

function findingOf(about: EntityId, locator: string, excerpt = '', severity: Severity = 'medium'): Finding {
  const said = { zh: '', en: '' }
  const evidence = [{ source: 'file', locator, excerpt }] as const
  const id = `${about} ${locator} ${severity}`
  return {
    id,
    detector: 'x',
    title: said,
    why: said,
    about: [about],
    evidence,
    techniques: [],
    severity,
    confidence: 0.5,
    class: 'miner',
    signal: 'mining',
  }
}

function resultOf(findings: Finding[], verdict?: IncidentVerdict, members: EntityId[] = []): ScanResult {
  const incident = { id: 'I', host: 'h', verdict, confidence: 1, findings, members, edges: [], timeline: [] } as unknown as Incident
  return { findings, incidents: verdict === undefined ? [] : [incident] } as unknown as ScanResult
}

const isFound = (thing: Thing, result: ScanResult): boolean => found(thing, accusation(result), sight)
const file: Thing = { kind: 'file', path: '/bin/sysdr', note: '' }
const line: Thing = { kind: 'line', path: '/etc/cron.d/x', text: 'curl', note: '' }
const miner: Thing = { kind: 'process', exe: '/x', note: '' }

test('a weak finding that is in no incident finds nothing, a loud one does', () => {
  assert.ok(!isFound(file, resultOf([findingOf('file:/bin/sysdr', '/bin/sysdr', '', 'low')])))
  assert.ok(isFound(file, resultOf([findingOf('file:/bin/sysdr', '/bin/sysdr')])))
})

test('a weak finding counts within an incident, but not in one judged authorised', () => {
  const weak = [findingOf('file:/bin/sysdr', '/bin/sysdr', '', 'low')]
  assert.ok(isFound(file, resultOf(weak, 'mining')))
  assert.ok(!isFound(file, resultOf(weak, 'authorised')))
  assert.ok(!isFound(file, resultOf([findingOf('file:/bin/sysdr', '/bin/sysdr')], 'benign')))
})

test('a path counts only as a whole, and /bin is /usr/bin', () => {
  assert.ok(isFound(file, resultOf([findingOf('file:/usr/bin/sysdr', '/x')])))
  assert.ok(isFound(file, resultOf([findingOf('process:1@1', '/proc/1/exe', '/bin/sysdr (deleted) · -bash')])))
  assert.ok(!isFound(file, resultOf([findingOf('process:1@1', '/proc/1/exe', '/bin/sysdr2 /opt/bin/sysdr')])))
  assert.ok(!isFound(file, resultOf([findingOf('file:/bin', '/bin')])))
})

test('a line is found by its number or by its words in that file, not by the file alone', () => {
  assert.ok(isFound(line, resultOf([findingOf('autostart:cron-d:/etc/cron.d/x#3', '/p')])))
  assert.ok(isFound(line, resultOf([findingOf('process:1@1', '/etc/cron.d/x:3')])))
  assert.ok(isFound(line, resultOf([findingOf('process:1@1', '/etc/cron.d/x', 'curl http://192.0.2.1')])))
  assert.ok(!isFound(line, resultOf([findingOf('autostart:cron-d:/etc/cron.d/x#2', '/etc/cron.d/x:2')])))
  assert.ok(!isFound(line, resultOf([findingOf('file:/etc/cron.d/x', '/etc/cron.d/x')])))
  assert.ok(!isFound(line, resultOf([findingOf('process:1@1', '/etc/cron.d/y', 'curl')])))
})

test('every process that fits must be accused', () => {
  const one = findingOf('process:40@7', '/proc/40/exe')
  assert.ok(!isFound(miner, resultOf([one])))
  assert.ok(isFound(miner, resultOf([one], 'mining', ['process:41@7'])))
  assert.ok(!isFound(miner, resultOf([one], 'mining', ['process:411@7'])))
})

test('connections, users and mounts by their own names', () => {
  const pool: Thing = { kind: 'connection', remote: '192.0.2.33:3333', note: '' }
  assert.ok(isFound(pool, resultOf([findingOf('connection:tcp/10.77.0.2:5-192.0.2.33:3333', '/p')])))
  assert.ok(!isFound(pool, resultOf([findingOf('connection:tcp/10.77.0.2:5-192.0.2.33:33', '/p')])))
  const user: Thing = { kind: 'user', name: 'news', note: '' }
  assert.ok(isFound(user, resultOf([findingOf('file:/etc/passwd', '/etc/passwd:9')])))
  assert.ok(!isFound(user, resultOf([findingOf('file:/etc/passwd', '/etc/passwd:8')])))
  const mount: Thing = { kind: 'mount', over: '/x', note: '' }
  assert.ok(isFound(mount, resultOf([findingOf('host:h', '/proc/self/mountinfo', '/proc/40')])))
  assert.ok(!isFound(mount, resultOf([findingOf('host:h', '/proc/self/mountinfo', '/proc/400')])))
})

test('a decoy is accused by name or place, not by being quoted', () => {
  const quoted = accusation(resultOf([findingOf('process:1@1', '/etc/cron.d/x', 'curl')]))
  assert.deepEqual(accusedAt(line, quoted, sight), [])
  assert.equal(accusedAt(line, accusation(resultOf([], 'suspicious', ['autostart:cron-d:/etc/cron.d/x#3'])), sight).length, 1)
})
