import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BlockWish, blockStep, egressStep, spanText } from './plan-orders.ts'

const lifelines = { operators: ['198.51.100.7'], ports: [22], management: ['10.9.0.0/16'], resolvers: ['198.51.100.53'] }

test('a span is said by its largest unit that is whole', () => {
  const said = [0, 1, 90, 120, 591, 600, 3600, 5400, 86_400, 604_800].map(seconds => spanText(seconds).en)
  assert.deepEqual(said, [
    'until it is taken back',
    'for 1 second',
    'for 90 seconds',
    'for 2 minutes',
    'for 10 minutes',
    'for 10 minutes',
    'for 1 hour',
    'for 90 minutes',
    'for 1 day',
    'for 7 days',
  ])
  assert.equal(spanText(3600).zh, '为期 1 小时')
})

test('a block says whom, how long and why, and carries what must go on working', () => {
  const wish: BlockWish = {
    ...{ id: 'N7', name: 'N7', what: 'evil.example', addresses: ['203.0.113.5'], isName: true, seconds: 3600 },
    ...{ reason: { zh: '矿池', en: 'pool' }, because: ['operator'], approved: false },
  }
  const { target, title, detail, reversible } = blockStep(wish, lifelines)
  assert.deepEqual(
    [target, title.en, title.zh],
    ['domain:evil.example', 'block evil.example both ways for 1 hour (pool)', '双向封锁 evil.example,为期 1 小时(矿池)'],
  )
  assert.deepEqual(
    [detail['names'], detail['operators'], detail['resolvers'], reversible],
    [['evil.example'], ['198.51.100.7'], ['198.51.100.53'], true],
  )
  const many = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4']
  assert.match(blockStep({ ...wish, what: '192.0.2.0/24', isName: false, addresses: many }, lifelines).title.en, /192\.0\.2\.3 \+1 both/)
})

test('watching touches nothing, blocking does, and both carry the lifelines', () => {
  const wish = { id: 'N1', services: ['tcp/443 192.0.2.1'], named: [], namedSeconds: 60, list: 'x', monitored: false }
  const [watch, block] = (['monitor', 'block'] as const).map(mode => egressStep({ ...wish, mode }, lifelines))
  assert.deepEqual([watch?.risk, block?.risk], ['safe', 'disruptive'])
  for (const step of [watch, block])
    assert.deepEqual([step?.detail['management'], step?.detail['operators']], [['10.9.0.0/16'], ['198.51.100.7']])
  assert.match(block?.undoing.en ?? '', /120 s/)
})
