// Where the nodes and edges of an attack graph lie: columns by rank, long edges through free places, nothing over anything else.
import type { AttackGraph, GraphEdge, GraphNode } from '../core/trace.ts'

export interface Box {
  readonly id: string
  readonly node: GraphNode
  readonly lines: readonly string[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Line {
  readonly edge: GraphEdge
  /** From the side of one box, through free places of the columns between, to the side of another. */
  readonly points: readonly (readonly [x: number, y: number])[]
  /** Where its words begin, and how wide they may be. */
  readonly label: { readonly x: number; readonly y: number; readonly width: number }
}

export interface Layout {
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
  /** Columns that are used: their rank and where they lie. */
  readonly columns: readonly { readonly rank: number; readonly x: number }[]
}

const margin = 16
const top = 44
const boxWidth = 152
const gutter = 112
const lineHeight = 16
const portHeight = 30
const between = 18
const sweeps = 4

/** A place in a column: a node, or the passage of an edge that goes further. */
interface Slot {
  readonly key: string
  readonly node?: GraphNode | undefined
  readonly lines: readonly string[]
  readonly height: number
  order: number
}

interface Leg {
  readonly from: string
  readonly to: string
}

/** `wrap` breaks a label into lines that fit a box; the first of its lines is told apart by the caller. */
export function layoutOf(graph: AttackGraph, wrap: (node: GraphNode) => readonly string[]): Layout {
  const ranks = [...new Set(graph.nodes.map(n => n.rank))].sort((a, b) => a - b)
  const columnOf = new Map(graph.nodes.map(n => [n.id, ranks.indexOf(n.rank)]))
  const edges = graph.edges.filter(e => columnOf.has(e.from) && columnOf.has(e.to))
  const columns: Slot[][] = ranks.map(() => [])
  for (const [order, node] of graph.nodes.entries()) {
    const lines = wrap(node)
    const ports = Math.max(edges.filter(e => e.to === node.id).length, edges.filter(e => e.from === node.id).length, 1)
    const height = Math.max(lines.length * lineHeight + 16, ports * portHeight)
    columns[columnOf.get(node.id) ?? 0]?.push({ key: node.id, node, lines, height, order })
  }
  const legs: Leg[] = []
  const ways = edges.map((edge, number) => {
    const [start, end] = [columnOf.get(edge.from) ?? 0, columnOf.get(edge.to) ?? 0]
    const keys = [edge.from]
    for (let c = start + 1; c < end; c++) {
      const key = `via ${number} ${c}`
      columns[c]?.push({ key, lines: [], height: portHeight, order: columns[c]?.length ?? 0 })
      keys.push(key)
    }
    keys.push(edge.to)
    for (const [i, key] of keys.entries()) if (i > 0) legs.push({ from: keys[i - 1] ?? '', to: key })
    return { edge, keys, start, end }
  })
  order(columns, legs)
  return placed(columns, ways, ranks)
}

/** Barycentres: each column in the order of what its places hang on, forth and back. */
function order(columns: Slot[][], legs: readonly Leg[]): void {
  const slots = new Map(columns.flat().map(s => [s.key, s]))
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const forth = sweep % 2 === 0
    for (const column of forth ? columns : columns.toReversed()) {
      const wish = new Map(
        column.map(slot => {
          const ties = legs.flatMap(l => (forth && l.to === slot.key ? [l.from] : !forth && l.from === slot.key ? [l.to] : []))
          const places = ties.map(key => slots.get(key)?.order ?? 0)
          return [slot.key, places.length === 0 ? slot.order : places.reduce((a, b) => a + b, 0) / places.length] as const
        }),
      )
      column.sort((a, b) => (wish.get(a.key) ?? 0) - (wish.get(b.key) ?? 0) || a.order - b.order)
      for (const [at, slot] of column.entries()) slot.order = at
    }
  }
}

interface Way {
  readonly edge: GraphEdge
  readonly keys: readonly string[]
  readonly start: number
  readonly end: number
}

function placed(columns: readonly Slot[][], ways: readonly Way[], ranks: readonly number[]): Layout {
  const heights = columns.map(column => column.reduce((sum, s) => sum + s.height + between, -between))
  const tallest = Math.max(0, ...heights)
  const boxes = new Map<string, Box & { readonly free: boolean }>()
  for (const [c, column] of columns.entries()) {
    let y = top + (tallest - (heights[c] ?? 0)) / 2
    for (const { key, node, lines, height } of column) {
      const box = {
        id: key,
        node: node as GraphNode,
        lines,
        x: margin + c * (boxWidth + gutter),
        y,
        width: boxWidth,
        height,
        free: node === undefined,
      }
      boxes.set(key, box)
      y += height + between
    }
  }
  const ports = portsOf(ways, boxes)
  const lines = ways.map(({ edge, keys, start, end }, number): Line => {
    const from = boxes.get(edge.from)!
    const to = boxes.get(edge.to)!
    const [out, into] = [ports.out[number] ?? from.y, ports.into[number] ?? to.y]
    // Back, or within one column: around the right side of the column.
    if (end <= start) {
      const side = Math.max(from.x, to.x) + boxWidth
      const points = [
        [from.x + boxWidth, out],
        [side + 22, out],
        [side + 22, into],
        [to.x + boxWidth, into],
      ] as const
      return { edge, points, label: { x: side + 26, y: (out + into) / 2 + 4, width: gutter - 30 } }
    }
    const points: (readonly [number, number])[] = [[from.x + boxWidth, out]]
    for (const key of keys.slice(1, -1)) {
      const via = boxes.get(key)!
      const y = via.y + via.height / 2
      points.push([via.x, y], [via.x + boxWidth, y])
    }
    points.push([to.x, into])
    return { edge, points, label: { x: to.x - gutter + 14, y: into - 5, width: gutter - 24 } }
  })
  const used = [...boxes.values()].filter(b => !b.free)
  return {
    boxes: used,
    lines,
    width:
      margin * 2 +
      ranks.length * boxWidth +
      Math.max(0, ranks.length - 1) * gutter +
      (ways.some(w => w.end <= w.start && w.end === ranks.length - 1) ? gutter : 0),
    height: top + tallest + margin,
    columns: ranks.map((rank, c) => ({ rank, x: margin + c * (boxWidth + gutter) })),
  }
}

/** Each edge has a place of its own at either side of a box, in the order of where it comes from and goes. */
function portsOf(
  ways: readonly Way[],
  boxes: ReadonlyMap<string, Box>,
): { readonly out: readonly number[]; readonly into: readonly number[] } {
  const middle = (key: string): number => {
    const box = boxes.get(key)
    return box === undefined ? 0 : box.y + box.height / 2
  }
  const spread = (side: (w: Way) => string, next: (w: Way) => string): number[] => {
    const at: number[] = []
    for (const [key, list] of Map.groupBy(ways.keys(), number => side(ways[number]!))) {
      const box = boxes.get(key)!
      const sorted = list.toSorted((a, b) => middle(next(ways[a]!)) - middle(next(ways[b]!)))
      for (const [i, number] of sorted.entries()) at[number] = box.y + (box.height * (i + 0.5)) / sorted.length
    }
    return at
  }
  return {
    out: spread(
      w => w.edge.from,
      w => w.keys[1] ?? '',
    ),
    into: spread(
      w => w.edge.to,
      w => w.keys.at(-2) ?? '',
    ),
  }
}
