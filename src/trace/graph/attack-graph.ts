// The attack graph: the way from outside to the miner and on, and nothing that explains no more.
import { type EntityId, kindOf, nameOf } from '../../core/entity.ts'
import type { Finding } from '../../core/finding.ts'
import type { Incident } from '../../core/incident.ts'
import type { Instant } from '../../core/instant.ts'
import type { Text } from '../../core/text.ts'
import type { AttackGraph, EntryCandidate, GraphEdge, GraphNode, Passage } from '../../core/trace.ts'

/** Columns of the story. */
export const ranks = { outside: 0, entry: 1, foothold: 2, persistence: 3, mining: 4, spread: 5 } as const

/** As many of each as a person takes in at a glance. */
const most = { mining: 3, files: 3, persistence: 5, access: 3, pools: 2, spread: 4 } as const
/** Below this the way in is drawn as not known. */
const surelyEntry = 0.4

interface Sketch {
  readonly nodes: Map<string, GraphNode>
  readonly edges: GraphEdge[]
}

export function attackGraphOf(
  incident: Incident | undefined,
  top: EntryCandidate,
  passages: readonly Passage[],
  host: string,
): AttackGraph {
  if (incident === undefined) return { nodes: [], edges: [], pruned: 0 }
  const sketch: Sketch = { nodes: new Map(), edges: [] }
  const door = drawEntry(sketch, top, host)
  const miners = chosen(incident, isMining, ['process', 'container', 'file'], most.mining)
  const roots = miners.length > 0 ? miners : chosen(incident, () => true, ['process', 'file', 'autostart'], most.mining)
  for (const id of roots) drawMiner(sketch, incident, id)
  drawPersistence(sketch, incident, door)
  drawAccess(sketch, incident, door)
  drawSpread(sketch, incident, passages, roots, door)
  connect(sketch, door, top)
  const drawn = new Set([...sketch.nodes.values()].flatMap(n => n.entity ?? []))
  return { nodes: [...sketch.nodes.values()], edges: sketch.edges, pruned: incident.members.filter(id => !drawn.has(id)).length }
}

function drawEntry(sketch: Sketch, { id, title, techniques, posterior, entry }: EntryCandidate, host: string): string {
  const known = id !== 'unknown' && posterior >= surelyEntry
  const outside: GraphNode = {
    id: 'outside',
    kind: entry?.address === undefined || !known ? 'attacker' : 'ip',
    label: known ? (entry?.address ?? '?') : '?',
    rank: ranks.outside,
    techniques: [],
    at: known ? entry?.at : undefined,
    entity: known && entry?.address !== undefined ? `ip:${entry.address}` : undefined,
  }
  const by = known && entry?.by !== undefined ? entry.by.slice(0, 160) : undefined
  const door: GraphNode = {
    id: 'door',
    kind: 'service',
    label: known ? `${id} @ ${host}${by === undefined ? '' : `: ${by}`}` : host,
    rank: ranks.entry,
    techniques: known ? techniques : [],
    at: known ? entry?.at : undefined,
  }
  sketch.nodes.set(outside.id, outside)
  sketch.nodes.set(door.id, door)
  const label: Text = known ? title : { zh: '途径未知', en: 'by an unknown way' }
  sketch.edges.push({
    from: outside.id,
    to: door.id,
    label,
    at: door.at,
    techniques: door.techniques,
    because: known ? (entry?.events ?? []) : [],
  })
  return door.id
}

const isMining = (f: Finding): boolean => f.signal === 'mining'

/** The things most surely accused, of these kinds, in this order of kinds. */
function chosen({ findings }: Incident, is: (f: Finding) => boolean, kinds: readonly string[], count: number): readonly EntityId[] {
  const best = new Map<EntityId, number>()
  for (const f of findings)
    if (is(f)) for (const id of f.about.slice(0, 4)) if (kinds.includes(kindOf(id))) best.set(id, Math.max(best.get(id) ?? 0, f.confidence))
  return [...best]
    .sort((a, b) => kinds.indexOf(kindOf(a[0])) - kinds.indexOf(kindOf(b[0])) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, count)
    .map(([id]) => id)
}

function drawMiner(sketch: Sketch, incident: Incident, id: EntityId): void {
  place(sketch, incident, id, ranks.mining)
  for (const { from, to, how } of incident.edges) {
    if (from !== id) continue
    if (how === 'runs' && count(sketch, 'file', ranks.foothold) < most.files) {
      place(sketch, incident, to, ranks.foothold)
      edge(sketch, incident, to, id, { zh: '运行为', en: 'runs as' })
    }
    if (how === 'connects' && count(sketch, 'connection', ranks.spread) < most.pools && accused(incident, to)) {
      place(sketch, incident, to, ranks.spread)
      edge(sketch, incident, id, to, { zh: '连接矿池', en: 'mines at' })
    }
    if (how === 'in') {
      place(sketch, incident, to, ranks.foothold)
      edge(sketch, incident, to, id, { zh: '内含', en: 'holds' })
    }
  }
}

/** What starts again something drawn comes first. */
function drawPersistence(sketch: Sketch, incident: Incident, door: string): void {
  const all = chosen(incident, () => true, ['autostart', 'module'], 200).filter(id => !id.startsWith('autostart:authorized-keys:'))
  // Entries of one file are one thing to look at.
  const files = Map.groupBy(all, id => labelOf(id, incident))
  const entries = [...files.values()].map(list => ({
    id: list[0]!,
    count: list.length,
    starts: [...new Set(list.flatMap(id => startedBy(sketch, incident, id)))],
  }))
  const miner = [...sketch.nodes.values()].find(n => n.rank === ranks.mining)?.id
  for (const { id, count: times, starts } of entries
    .sort((a, b) => Math.min(b.starts.length, 1) - Math.min(a.starts.length, 1))
    .slice(0, most.persistence)) {
    place(sketch, incident, id, ranks.persistence, times)
    if (starts.length === 0) edge(sketch, incident, door, id, { zh: '植入', en: 'plants' })
    for (const to of starts) {
      // Always onwards: what it starts lies behind it, or was there before and is put into it.
      const isBefore = (sketch.nodes.get(to)?.rank ?? 0) <= ranks.foothold
      if (isBefore) edge(sketch, incident, to, id, { zh: '写入自启动', en: 'is made to start' })
      else edge(sketch, incident, id, to, { zh: '反复启动', en: 'starts again' })
    }
    if (miner !== undefined && !sketch.edges.some(e => e.from === id))
      edge(sketch, incident, id, miner, { zh: '反复启动', en: 'starts again' })
  }
}

function drawAccess(sketch: Sketch, incident: Incident, door: string): void {
  for (const id of chosen(incident, f => f.class === 'access' && f.signal !== 'context', ['key', 'user'], most.access)) {
    place(sketch, incident, id, ranks.persistence)
    edge(sketch, incident, door, id, { zh: '留作后门', en: 'leaves open' })
  }
}

function drawSpread(sketch: Sketch, incident: Incident, passages: readonly Passage[], roots: readonly EntityId[], door: string): void {
  const out = passages.filter(p => p.from === incident.host).sort((a, b) => Number(b.sure === 'seen') - Number(a.sure === 'seen'))
  const from = roots.find(id => sketch.nodes.has(id)) ?? door
  for (const passage of out.slice(0, most.spread)) {
    const id = `host:${passage.to}` as const
    sketch.nodes.set(id, { id, kind: 'host', label: passage.to, at: passage.at, rank: ranks.spread, techniques: ['T1021.004'], entity: id })
    const label: Text =
      passage.sure === 'seen'
        ? { zh: `${passage.how} 已发生`, en: `${passage.how}, seen` }
        : { zh: `${passage.how} 可能`, en: `${passage.how}, possible` }
    sketch.edges.push({ from, to: id, label, at: passage.at, techniques: ['T1021.004'], because: passage.events })
  }
}

/** Nothing stands alone: what nobody leads to was brought through the door. */
function connect(sketch: Sketch, door: string, { techniques }: EntryCandidate): void {
  const reached = new Set(sketch.edges.map(e => e.to))
  for (const node of sketch.nodes.values()) {
    if (node.rank <= ranks.entry || reached.has(node.id)) continue
    sketch.edges.push({
      from: door,
      to: node.id,
      label: { zh: '投放', en: 'drops' },
      at: node.at,
      techniques: node.techniques.length > 0 ? node.techniques : techniques,
      because: [],
    })
  }
}

function startedBy(sketch: Sketch, { edges }: Incident, id: EntityId): readonly EntityId[] {
  return edges.filter(e => e.from === id && e.how === 'starts' && sketch.nodes.has(e.to)).map(e => e.to)
}

/** `times`: how many entries it stands for. */
function place(sketch: Sketch, incident: Incident, id: EntityId, rank: number, times = 1): void {
  if (sketch.nodes.has(id)) return
  const techniques = [...new Set(incident.findings.filter(f => f.about[0] === id).flatMap(f => f.techniques))].slice(0, 4)
  sketch.nodes.set(id, {
    id,
    kind: kindOf(id),
    label: `${labelOf(id, incident)}${times > 1 ? ` ×${times}` : ''}`,
    at: timeOf(id, incident),
    rank,
    techniques,
    entity: id,
  })
}

function labelOf(id: EntityId, { origins }: Incident): string {
  const name = nameOf(id)
  if (kindOf(id) === 'process') {
    const process = origins?.processes.find(p => p.id === id)
    return process === undefined ? `pid ${name.split('@')[0]}` : `${process.name} (${process.pid})`
  }
  if (kindOf(id) === 'connection') return name.slice(name.lastIndexOf('-') + 1)
  // "cron-d:/etc/cron.d/x#2": the file says more than the kind.
  if (kindOf(id) === 'autostart') return name.slice(name.indexOf(':') + 1).replace(/#\d+$/, '')
  return name
}

function timeOf(id: EntityId, { origins, timeline }: Incident): Instant | undefined {
  const file = origins?.files.find(f => f.id === id)
  return file?.btime ?? file?.ctime ?? origins?.processes.find(p => p.id === id)?.startedAt ?? timeline.find(t => t.entity === id)?.at
}

function edge(sketch: Sketch, incident: Incident, from: string, to: string, label: Text): void {
  if (from === to || !sketch.nodes.has(from) || !sketch.nodes.has(to) || sketch.edges.some(e => e.from === from && e.to === to)) return
  const because = incident.findings.filter(f => f.about.includes(to as EntityId)).slice(0, 6)
  sketch.edges.push({
    from,
    to,
    label,
    at: sketch.nodes.get(to)?.at,
    techniques: [...new Set(because.flatMap(f => f.techniques))].slice(0, 3),
    because: because.map(f => f.id),
  })
}

const count = ({ nodes }: Sketch, kind: string, rank: number): number =>
  [...nodes.values()].filter(n => n.kind === kind && n.rank === rank).length
const accused = ({ findings }: Incident, id: EntityId): boolean => findings.some(f => f.about.includes(id) && f.signal !== 'context')
