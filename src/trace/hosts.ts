// Several hosts at once: who went to whom, whose clock is off, and where it began.
import type { Instant } from '../core/instant.ts'
import { type Some, some } from '../core/some.ts'
import type { Text } from '../core/text.ts'
import type { Passage, Trace } from '../core/trace.ts'
import { later, msOf } from './reckoning.ts'

export interface TracedHost {
  readonly host: string
  readonly incident: string
  /** The earliest believable moment of its incident, on the clock of the first host that it can be compared with. */
  readonly at?: Instant | undefined
  /** Seconds that were taken off its own clock, and from how many passages that is known. */
  readonly skew: number
  readonly measured: number
  /** The likeliest way in. */
  readonly way: Text
  readonly posterior: number
}

export interface HostEdge extends Passage {
  /** Both are among the hosts; otherwise one is outside of what was traced. */
  readonly within: boolean
}

export interface HostGraph {
  readonly schema: 'davylamp.hosts.1'
  /** The earliest first. */
  readonly hosts: Some<TracedHost>
  readonly edges: readonly HostEdge[]
  /** The earliest that nobody of the others came to; undefined when the times do not decide. */
  readonly patientZero?: { readonly host: string; readonly sure: 'likely' | 'open'; readonly why: Text } | undefined
  /** Hosts that were gone to and are not among the traced: to be looked at next. */
  readonly next: readonly string[]
}

/** A passage that two hosts tell of lies within so much on both clocks: what differs beyond is the clocks. */
const samePassage = 6 * 3600_000

export function hostGraphOf(traces: Some<Trace>): HostGraph {
  const names = new Map<string, string>()
  for (const { host, addresses = [] } of traces) for (const name of [host, ...addresses]) names.set(name, host)
  const resolve = (name: string): string => names.get(name) ?? names.get(name.split('.')[0] ?? '') ?? name
  const edges = edgesOf(traces, resolve, new Set(traces.map(t => t.host)))
  const skews = skewsOf(traces, edges)
  const hosts = traces
    .map((t): TracedHost => {
      const at = t.moments.occurrence?.at ?? t.anchor?.at
      const { ms, measured } = skews.get(t.host) ?? { ms: 0, measured: 0 }
      const [top] = t.candidates
      return {
        host: t.host,
        incident: t.incident,
        at: at && later(at, -ms),
        skew: ms / 1000,
        measured,
        way: top.title,
        posterior: top.posterior,
      }
    })
    .sort((a, b) => ((a.at ?? '9') < (b.at ?? '9') ? -1 : 1))
  const known = new Set(traces.map(t => t.host))
  return {
    schema: 'davylamp.hosts.1',
    hosts: some(hosts)!,
    edges,
    patientZero: zeroOf(hosts, edges),
    next: [...new Set(edges.filter(e => !e.within).flatMap(e => [e.from, e.to]))].filter(name => !known.has(name)),
  }
}

function edgesOf(traces: Some<Trace>, resolve: (name: string) => string, known: ReadonlySet<string>): readonly HostEdge[] {
  const all = traces.flatMap(trace => {
    const told = trace.passages.map(p => ({ ...p, from: resolve(p.from), to: resolve(p.to) }))
    const [top] = trace.candidates
    const from = top.entry?.address === undefined ? undefined : resolve(top.entry.address)
    // Whoever came in from a traced host came from there, by whatever door.
    if (from === undefined || !known.has(from) || from === trace.host || top.entry === undefined) return told
    const how =
      top.id === 'redis' ? 'redis' : top.id === 'docker-api' ? 'docker' : /^(?:ssh|stolen|lateral|insider)/.test(top.id) ? 'ssh' : 'other'
    return [
      ...told,
      { from, to: trace.host, how, user: top.entry.user, at: top.entry.at, sure: 'seen', events: top.entry.events } satisfies Passage,
    ]
  })
  const edges = all.filter(p => p.from !== p.to).map(p => ({ ...p, within: known.has(p.from) && known.has(p.to) }))
  // Seen before possible; of several of one kind the first.
  const order = edges.toSorted((a, b) => Number(b.sure === 'seen') - Number(a.sure === 'seen') || ((a.at ?? '9') < (b.at ?? '9') ? -1 : 1))
  return [...Map.groupBy(order, p => `${p.from} ${p.to}`).values()].map(list => list[0]!)
}

/** Where both ends tell of a passage, the difference of their times is the difference of their clocks. */
function skewsOf(traces: Some<Trace>, edges: readonly HostEdge[]): ReadonlyMap<string, { readonly ms: number; readonly measured: number }> {
  const differences = new Map<string, { readonly other: string; readonly ms: number }[]>()
  for (const { from, to } of edges.filter(e => e.within && e.sure === 'seen')) {
    const [left, right] = [traces.find(t => t.host === from), traces.find(t => t.host === to)]
    const out = left?.passages.find(p => p.at !== undefined && p.from === from && isCalled(right, p.to))?.at
    const into = right?.candidates[0].entry?.at ?? right?.passages.find(p => p.to === to && isCalled(left, p.from))?.at
    if (out === undefined || into === undefined) continue
    const ms = msOf(into) - msOf(out)
    if (Math.abs(ms) > samePassage) continue
    differences.set(to, [...(differences.get(to) ?? []), { other: from, ms }])
  }
  const skews = new Map<string, { ms: number; measured: number }>([[traces[0].host, { ms: 0, measured: 0 }]])
  for (let round = 0; round < traces.length; round++)
    for (const [host, list] of differences) {
      const known = list.filter(d => skews.has(d.other))
      if (known.length === 0 || skews.has(host)) continue
      const sorted = known.map(d => d.ms + (skews.get(d.other)?.ms ?? 0)).sort((a, b) => a - b)
      const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
      // A login follows its command by seconds: less than a minute is no skew.
      skews.set(host, { ms: Math.abs(middle) < 60_000 ? 0 : middle, measured: known.length })
    }
  return skews
}

function isCalled(trace: Trace | undefined, name: string): boolean {
  return trace !== undefined && (name === trace.host || trace.addresses?.includes(name) === true || name.split('.')[0] === trace.host)
}

function zeroOf(hosts: readonly TracedHost[], edges: readonly HostEdge[]): HostGraph['patientZero'] {
  const reached = new Set(edges.filter(e => e.within && e.sure === 'seen').map(e => e.to))
  const dated = hosts.filter(h => h.at !== undefined)
  const [first] = dated
  if (first === undefined) return undefined
  const root = dated.find(h => !reached.has(h.host))
  if (root === undefined) return undefined
  const agrees = root.host === first.host
  return {
    host: root.host,
    sure: agrees && dated.length === hosts.length ? 'likely' : 'open',
    why: agrees
      ? {
          zh: `${root.host} 最早出现可信痕迹(${root.at}),且没有其他主机登录过它`,
          en: `${root.host} has the earliest believable trace (${root.at}), and none of the others came to it`,
        }
      : {
          zh: `没有其他主机登录过 ${root.host},但 ${first.host} 的痕迹更早:请核对时钟与日志`,
          en: `none of the others came to ${root.host}, but ${first.host} has an earlier trace: compare clocks and logs`,
        },
  }
}
