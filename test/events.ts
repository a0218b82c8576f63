// Events, incidents and clues for tests of tracing: plausible defaults, and what the test is about given on top.
import { eventId, type HostEvent, type Verb } from '../src/core/event.ts'
import type { Finding } from '../src/core/finding.ts'
import type { Incident } from '../src/core/incident.ts'
import type { Instant } from '../src/core/instant.ts'
import type { LogSource } from '../src/core/log-format.ts'
import type { FileOrigin, ProcessOrigin } from '../src/core/origin.ts'
import type { SourceState, StandingClues, Witness } from '../src/core/trace.ts'

export function at(text: string): Instant {
  return new Date(text.includes('T') ? `${text}Z` : `${text.replace(' ', 'T')}Z`).toISOString() as Instant
}

export function eventOf(time: string, verb: Verb, given: Partial<HostEvent> = {}): HostEvent {
  const source = given.source ?? 'auth'
  const excerpt = given.excerpt ?? `${verb} ${given.user ?? ''} ${given.address ?? ''} ${given.command ?? given.request ?? ''}`
  const locator = given.locator ?? `/var/log/${source}:${time}`
  return {
    id: eventId('web1', locator, verb, excerpt),
    host: 'web1',
    at: at(time),
    spread: 1,
    clock: 'local',
    trust: 'service',
    verb,
    source,
    locator,
    excerpt,
    count: 1,
    entities: [],
    ...given,
  }
}

export function keptSource(
  source: LogSource,
  from = '2026-04-01 00:00:00',
  to = '2026-05-02 00:00:00',
  state: Witness = 'kept',
): SourceState {
  return { source, state, paths: [`/var/log/${source}`], from: at(from), to: at(to), holes: [], lines: 1000, bytes: 100_000, events: 10 }
}

export function clueless(given: Partial<StandingClues> = {}): StandingClues {
  return { looked: true, services: [], findings: new Map(), causal: [], settings: [], remains: [], owners: [], places: [], ...given }
}

export function fileOrigin(path: string, born: string, given: Partial<FileOrigin> = {}): FileOrigin {
  return { id: `file:${path}`, path, uid: 0, ino: 1, dev: '8:1', size: 1000, btime: at(born), ctime: at(born), mtime: at(born), ...given }
}

export function processOrigin(pid: number, started: string, given: Partial<ProcessOrigin> = {}): ProcessOrigin {
  return {
    id: `process:${pid}@1`,
    pid,
    name: 'xmrig',
    exe: '/tmp/.x/xmrig',
    startedAt: at(started),
    uid: 0,
    cpuSeconds: 100,
    cgroup: '/system.slice/cron.service',
    cwd: '/tmp',
    environ: [],
    ancestors: [],
    ...given,
  }
}

export function incidentOf(given: Partial<Incident> = {}): Incident {
  const finding: Finding = {
    id: 'F-1',
    detector: 'miner-command-line',
    title: { zh: '挖矿', en: 'a miner' },
    about: ['process:4242@1'],
    evidence: [{ source: 'proc', locator: '/proc/4242/cmdline', excerpt: 'xmrig' }],
    techniques: ['T1496.001'],
    severity: 'critical',
    confidence: 0.95,
    class: 'miner',
    signal: 'mining',
    why: { zh: '挖矿', en: 'mining' },
  }
  return {
    id: 'I-1',
    host: 'web1',
    verdict: 'mining',
    confidence: 0.99,
    findings: [finding],
    members: ['process:4242@1', 'file:/tmp/.x/xmrig'],
    edges: [],
    timeline: [],
    origins: { processes: [processOrigin(4242, '2026-05-01 03:20:00')], files: [fileOrigin('/tmp/.x/xmrig', '2026-05-01 03:19:30')] },
    ...given,
  }
}
