// Cases for the machine formats: full and bare, redacted, with names that try to break out, without a graph, and of real scans of the infected disks.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { makePlan } from '../src/case/plan.ts'
import { scan } from '../src/case/scan.ts'
import { scanModules } from '../src/cli/modules.ts'
import { entity } from '../src/core/entity.ts'
import { evidence } from '../src/core/finding.ts'
import type { ReportCase, ReportFormat } from '../src/core/report.ts'
import type { Lang } from '../src/core/text.ts'
import { diskRoot } from '../src/host/disk.ts'
import { loadIntel } from '../src/intel/load.ts'
import { redacted } from '../src/report/redact.ts'
import { findingOf } from './findings.ts'
import { at, bareCase, finding, fullCase, hostile, incident, trace } from './report-case.ts'

const name = `x'y"z\\ [a = 'b'] \n\t%_*? #: \udc80\ud800 💰 矿 ${hostile}`
const nasty = findingOf({
  id: 'F-3',
  about: [
    entity('file', `/tmp/${name}/c:\\d#e?f`),
    entity('file', '/'),
    entity('file', 'proc:x'),
    entity('file', '/tmp/\udc80'),
    entity('file', '/tmp/\udc81'),
    entity('domain', name),
    entity('ip', '999.1.2.3'),
    entity('ip', '2001:db8::7'),
    entity('user', name),
    entity('wallet', name),
    entity('key', `/root/.ssh/authorized_keys#${name}`),
    entity('connection', 'tcp/192.0.2.1:50000-203.0.113.9:3333'),
    entity('connection', 'tcp/[2001:db8::1]:22-[2001:db8::2]:60000 in container'),
    entity('connection', 'tcp/192.0.2.1:1-nowhere:70000'),
    entity('container', name),
    entity('process', name),
  ],
  evidence: [
    evidence('file', `//tmp//${name}:7`, `${name} http://203.0.113.9/a?b=${name}`, 'f'.repeat(64)),
    evidence('host', '', ''),
    evidence('proc', 'data:text/html,x:12', ''),
  ],
  techniques: ['T1059.004', 'T9999', 'T1059.004'],
  class: 'access',
})

export const hostileCase: ReportCase = {
  ...fullCase,
  incident: { ...incident, findings: [finding, nasty], members: [...incident.members, ...nasty.about], family: name },
  result: { ...fullCase.result, host: 'shop2 \udcff' },
  trace: {
    ...trace,
    timeline: trace.timeline.map(event => ({ ...event, user: name, excerpt: '' })),
    graph: {
      ...trace.graph,
      nodes: trace.graph.nodes.map(node => ({ ...node, label: '' })),
      // The same edge twice, a ring, and an end that is no node.
      edges: [
        ...trace.graph.edges,
        ...trace.graph.edges,
        { ...trace.graph.edges[1]!, from: 'c', to: 'b' },
        { ...trace.graph.edges[0]!, to: 'gone' },
      ],
    },
  },
}

/** A way in that is dark, and a clock that stood after the scan. */
const darkCase: ReportCase = {
  ...fullCase,
  trace: {
    ...trace,
    graph: { nodes: [], edges: [], pruned: 0 },
    moments: { ...trace.moments, occurrence: { ...trace.moments.occurrence!, at: at(9000) } },
  },
}

const clock = { now: () => at(120), usage: () => ({ cpuMs: 0, wallMs: 0, peakBytes: 0 }) }
let scanned: readonly (readonly [string, ReportCase])[] | undefined

/** Scanned once for all tests of a file. */
function realCases(): readonly (readonly [string, ReportCase])[] {
  scanned ??= ['kinsing', 'outlaw', 'moneroocean'].map(disk => {
    const host = diskRoot(join(import.meta.dirname, '../fixtures/hosts', disk, 'root'))
    assert.ok(typeof host !== 'string')
    const { result, facts } = scan(host, loadIntel(), scanModules, clock, { progress: () => {}, deep: false, gaps: [] })
    const [found] = result.incidents
    assert.ok(found !== undefined)
    return [`the disk ${disk}`, { ...bareCase, id: found.id, result, incident: found, plan: makePlan(found, facts, host, at(120)) }]
  })
  return scanned
}

export function reportCases(needs?: ReportFormat['needs']): readonly (readonly [string, ReportCase])[] {
  const all: readonly (readonly [string, ReportCase])[] = [
    ['a full case', fullCase],
    ['a bare case', bareCase],
    ['a redacted case', redacted(fullCase)],
    ['a hostile case', hostileCase],
    ['a redacted hostile case', redacted(hostileCase)],
    ['a dark case', darkCase],
    ...realCases(),
  ]
  return needs === undefined ? all : all.filter(([, report]) => report[needs] !== undefined)
}

/** Runs `check` on what the format writes of each case in both languages. */
export async function eachRendering(
  format: ReportFormat,
  check: (text: string, what: string, report: ReportCase, lang: Lang) => void,
): Promise<void> {
  for (const [what, report] of reportCases(format.needs))
    for (const lang of ['zh', 'en'] as const) {
      const text = await format.render(report, { lang })
      assert.ok(typeof text === 'string')
      assert.equal(text, await format.render(structuredClone(report), { lang }))
      check(text, `${what} in ${lang}`, report, lang)
    }
}
