// The attack graph: from outside to the miner and on, only what explains.
import { attackGraphSvg } from '../attack-graph-svg.ts'
import type { ChapterWriter } from '../chapter.ts'
import { counted } from '../figures.ts'
import { code, list, prose, quiet, sayer, timeOf } from '../say.ts'

export const graph: ChapterWriter = {
  id: 'graph',
  title: { zh: '攻击图', en: 'Attack graph' },
  write({ trace }, lang) {
    const say = sayer(lang)
    if (trace === undefined || trace.graph.nodes.length === 0)
      return [
        prose(say({ zh: '溯源之后才有攻击图(davylamp trace)。', en: 'There is a graph once the incident was traced (davylamp trace).' })),
      ]
    const { nodes, edges, pruned } = trace.graph
    const names = new Map(nodes.map(n => [n.id, n.label]))
    return [
      {
        kind: 'figure',
        svg: attackGraphSvg(trace.graph, lang),
        told: [
          say({
            zh: `${nodes.length} 个对象、${edges.length} 条关系;另有 ${pruned} 个对象不增加解释力,未画出。`,
            en: `${counted(nodes.length, 'thing')} and ${counted(edges.length, 'tie')}; ${pruned} more would explain nothing further and ${pruned === 1 ? 'is' : 'are'} left out.`,
          }),
        ],
      },
      list(
        edges.map(({ from, to, label, at, techniques }) => [
          ...(at === undefined ? [] : [quiet(timeOf(at)), ' ']),
          code(names.get(from) ?? from, 80),
          ` ${say(label)} `,
          code(names.get(to) ?? to, 80),
          ...(techniques.length > 0 ? [' ', quiet(techniques.join(' '))] : []),
        ]),
      ),
    ]
  },
}
