import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AttackGraph } from '../core/trace.ts'
import { attackGraphSvg, wrapped } from './attack-graph-svg.ts'
import { layoutOf } from './graph-layout.ts'

const arbitraryGraph: fc.Arbitrary<AttackGraph> = fc
  .tuple(
    fc.array(fc.record({ rank: fc.integer({ min: 0, max: 5 }), label: fc.string({ maxLength: 90, unit: 'grapheme' }) }), {
      minLength: 1,
      maxLength: 14,
    }),
    fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 18 }),
  )
  .map(([nodes, pairs]) => ({
    nodes: nodes.map(({ rank, label }, i) => ({ id: `n${i}`, kind: 'file' as const, label, rank, techniques: [] })),
    edges: [...new Map(pairs.filter(([a, b]) => a !== b && a < nodes.length && b < nodes.length).map(p => [p.join(), p])).values()].map(
      ([a, b]) => ({
        from: `n${a}`,
        to: `n${b}`,
        label: { zh: '连接', en: 'goes to' },
        techniques: ['T1021.004'],
        because: [],
      }),
    ),
    pruned: 3,
  }))

test('no box lies over another, no words over other words, nothing outside of the picture', () => {
  fc.assert(
    fc.property(arbitraryGraph, graph => {
      const { boxes, lines, width, height } = layoutOf(graph, node => [...wrapped(node.label, 24, 3)])
      assert.equal(boxes.length, graph.nodes.length)
      for (const [i, a] of boxes.entries()) {
        assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height)
        for (const b of boxes.slice(i + 1))
          assert.ok(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y)
      }
      const forward = lines.filter(l => l.points.length !== 4 || l.points[1]?.[0] !== l.points[2]?.[0])
      for (const [i, a] of forward.entries())
        for (const b of forward.slice(i + 1))
          assert.ok(a.label.x !== b.label.x || Math.abs(a.label.y - b.label.y) >= 9.9, `${a.label.y} ${b.label.y}`)
    }),
    { numRuns: 60 },
  )
})

test('hostile labels stay text', () => {
  const graph: AttackGraph = {
    nodes: [
      { id: 'a', kind: 'attacker', label: '"><script>alert(1)</script>', rank: 0, techniques: [] },
      { id: 'b', kind: 'file', label: '/tmp/\u202e]]>x', rank: 1, techniques: [] },
    ],
    edges: [{ from: 'a', to: 'b', label: { zh: '<b>', en: '<b>' }, techniques: [], because: [] }],
    pruned: 0,
  }
  for (const lang of ['zh', 'en'] as const) {
    const svg = attackGraphSvg(graph, lang)
    assert.doesNotMatch(svg, /<script|<b>|\u202e|onload|href/)
    assert.equal(attackGraphSvg(graph, lang), svg)
  }
})

test('lines are broken at separators and end where they must', () => {
  assert.deepEqual(
    [...wrapped('/usr/local/share/aliyun-assist/work/script', 20, 3)],
    ['/usr/local/share/', 'aliyun-assist/work/', 'script'],
  )
  assert.deepEqual([...wrapped('挖矿程序挖矿程序', 8, 1)], ['挖矿程…'])
  assert.deepEqual([...wrapped('', 8, 2)], [])
})
