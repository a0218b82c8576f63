// The attack graph drawn as SVG: a pure string without script, readable in both languages, on light and dark ground, on screen and paper.
import type { Lang, Text } from '../core/text.ts'
import type { AttackGraph, GraphNode } from '../core/trace.ts'
import { visible } from '../core/visible.ts'
import { type Box, type Layout, type Line, layoutOf } from './graph-layout.ts'

const rankNames: readonly Text[] = [
  { zh: '外部', en: 'outside' },
  { zh: '入口', en: 'entry' },
  { zh: '落脚', en: 'foothold' },
  { zh: '持久化', en: 'persistence' },
  { zh: '挖矿', en: 'mining' },
  { zh: '外联与扩散', en: 'beyond' },
]

const kindNames: Readonly<Record<GraphNode['kind'], Text>> = {
  attacker: { zh: '攻击者', en: 'attacker' },
  service: { zh: '服务', en: 'service' },
  process: { zh: '进程', en: 'process' },
  file: { zh: '文件', en: 'file' },
  connection: { zh: '连接', en: 'connection' },
  domain: { zh: '域名', en: 'domain' },
  ip: { zh: '地址', en: 'address' },
  user: { zh: '账户', en: 'account' },
  key: { zh: 'SSH 密钥', en: 'SSH key' },
  autostart: { zh: '自启动', en: 'autostart' },
  container: { zh: '容器', en: 'container' },
  module: { zh: '内核模块', en: 'kernel module' },
  wallet: { zh: '钱包', en: 'wallet' },
  host: { zh: '主机', en: 'host' },
}

/** Columns of half-width characters that a line of a box holds, and lines of a label. */
const boxColumns = 19
const mostLines = 5
const labelSize = 6.1

/** Colours by what a node is in the story; told by words and shape too. */
const style = `
.dl-graph{--ink:#1a1f26;--dim:#57606a;--ground:#fff;--box:#f6f8fa;--edge:#6e7781;--out:#b42318;--mine:#9a6700;--hold:#0550ae;font-family:system-ui,"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;background:var(--ground)}
.dl-graph text{fill:var(--ink);font-size:12px}
.dl-graph .d{fill:var(--dim);font-size:10.5px}
.dl-graph .c{fill:var(--dim);font-size:11px;letter-spacing:.04em}
.dl-graph .l{font-size:10.5px;paint-order:stroke;stroke:var(--ground);stroke-width:3px;stroke-linejoin:round}
.dl-graph rect{fill:var(--box);stroke:var(--hold);stroke-width:1.2}
.dl-graph .out rect{stroke:var(--out);stroke-width:1.8}
.dl-graph .mine rect{stroke:var(--mine);stroke-width:1.8}
.dl-graph path{fill:none;stroke:var(--edge);stroke-width:1.3}
.dl-graph marker path{fill:var(--edge);stroke:none}
@media (prefers-color-scheme:dark){.dl-graph{--ink:#e6edf3;--dim:#9198a1;--ground:#0d1117;--box:#161b22;--edge:#7d8590;--out:#ff7b72;--mine:#e3b341;--hold:#79c0ff}}
@media print{.dl-graph{--ink:#000;--dim:#444;--ground:#fff;--box:#fff;--edge:#555;--out:#b42318;--mine:#7a5200;--hold:#0550ae}}`

export function attackGraphSvg(graph: AttackGraph, lang: Lang): string {
  const say = (text: Text): string => text[lang]
  const layout = layoutOf(graph, node => [...wrapped(labelOf(node), boxColumns, mostLines)])
  const title = say({ zh: '攻击图:从外部到挖矿程序', en: 'Attack graph: from outside to the miner' })
  const note =
    graph.pruned === 0
      ? ''
      : say({ zh: `略去 ${graph.pruned} 个不影响结论的对象`, en: `${graph.pruned} things that explain no more are left out` })
  const { width, height } = layout
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="dl-graph" viewBox="0 0 ${round(width)} ${round(height + 20)}" width="${round(width)}" height="${round(height + 20)}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '<defs><marker id="dl-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    ...columnHeads(layout, say),
    ...layout.lines.map(line => drawnLine(line, lang)),
    ...layout.boxes.map(box => drawnBox(box, say)),
    ...layout.lines.map(line => drawnLabel(line, lang)),
    note === '' ? '' : `<text class="d" x="16" y="${round(height + 12)}">${escaped(note)}</text>`,
    '</svg>',
  ]
    .filter(part => part !== '')
    .join('\n')
}

/** A name may be as long as an intruder likes. */
function labelOf({ label }: GraphNode): string {
  return visible(label.slice(0, 1000))
}

function columnHeads({ columns }: Layout, say: (text: Text) => string): readonly string[] {
  return columns.map(
    ({ rank, x }) => `<text class="c" x="${round(x)}" y="24">${escaped(say(rankNames[rank] ?? { zh: '', en: '' }))}</text>`,
  )
}

function drawnBox({ node, lines, x, y, width, height }: Box, say: (text: Text) => string): string {
  const kind = node.rank === 0 ? 'out' : node.rank === 4 ? 'mine' : 'in'
  const shape = node.kind === 'file' || node.kind === 'autostart' || node.kind === 'key' ? 2 : 9
  const start = y + (height - lines.length * 16) / 2 + 14
  const said = [
    `${say(kindNames[node.kind])}: ${labelOf(node)}`,
    ...(node.at === undefined ? [] : [`${node.at.slice(0, 19).replace('T', ' ')} UTC`]),
    ...node.techniques,
  ]
  return [
    `<g class="${kind}"><title>${escaped(said.join('\n'))}</title>`,
    `<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${round(height)}" rx="${shape}"/>`,
    ...lines.map((line, i) => `<text${i === 0 ? '' : ''} x="${round(x + 9)}" y="${round(start + i * 16)}">${escaped(line)}</text>`),
    '</g>',
  ].join('')
}

function drawnLine({ points, edge }: Line, lang: Lang): string {
  const said = [
    visible(edge.label[lang]),
    ...(edge.at === undefined ? [] : [`${edge.at.slice(0, 19).replace('T', ' ')} UTC`]),
    ...edge.techniques,
  ]
  return `<path d="${pathOf(points)}" marker-end="url(#dl-head)"><title>${escaped(said.join('\n'))}</title></path>`
}

function pathOf(points: Line['points']): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let [x, y] = first
  let path = `M${round(x)} ${round(y)}`
  for (const [nx, ny] of rest) {
    const bend = Math.max(16, Math.abs(nx - x) / 2)
    path +=
      ny === y || nx === x
        ? ` L${round(nx)} ${round(ny)}`
        : ` C${round(x + bend)} ${round(y)} ${round(nx - bend)} ${round(ny)} ${round(nx)} ${round(ny)}`
    ;[x, y] = [nx, ny]
  }
  return path
}

/** What the edge does, and the techniques where there is room for them. */
function drawnLabel({ edge, label }: Line, lang: Lang): string {
  const room = Math.floor(label.width / labelSize)
  const [words = ''] = wrapped(visible(edge.label[lang]), room, 1)
  const technique = edge.techniques[0]
  const below =
    technique === undefined ? '' : `<text class="l d" x="${round(label.x)}" y="${round(label.y + 17)}">${escaped(technique)}</text>`
  return `<text class="l" x="${round(label.x)}" y="${round(label.y)}">${escaped(words)}</text>${below}`
}

/** Lines of at most so many columns (East Asian characters take two), broken at separators where there are any; the last ends in "…" when more was there. */
export function* wrapped(text: string, columns: number, most: number): Generator<string> {
  let rest = [...text]
  for (let line = 0; rest.length > 0 && line < most; line++) {
    let [used, end, break_] = [0, 0, 0]
    while (end < rest.length) {
      used += isWide(rest[end] ?? '') ? 2 : 1
      if (used > columns) break
      end++
      if (/[\s/._:;,@-]/.test(rest[end - 1] ?? '')) break_ = end
    }
    if (end >= rest.length) {
      yield rest.join('').trim()
      return
    }
    const cut = line === most - 1 ? Math.max(1, end - 1) : break_ > columns / 3 ? break_ : Math.max(1, end)
    yield `${rest.slice(0, cut).join('').trim()}${line === most - 1 ? '…' : ''}`
    rest = rest.slice(cut)
  }
}

const isWide = (char: string): boolean =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    char,
  )
const round = (n: number): string => String(Math.round(n * 10) / 10)
const escaped = (text: string): string => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`)
