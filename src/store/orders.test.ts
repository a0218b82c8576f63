import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { stepOf } from '../../test/control.ts'
import { instantOf } from '../core/instant.ts'
import { JournalError } from '../core/journal.ts'
import { openOrders, readOrders } from './orders.ts'

const root = mkdtempSync(join(tmpdir(), 'davylamp-orders-'))
after(() => rmSync(root, { recursive: true, force: true }))
const start = Date.parse('2026-05-01T02:00:00.000Z')
const stepFor = (id: string, seconds: number) =>
  stepOf({
    id,
    action: 'block-address',
    stage: 'harden',
    target: 'ip:203.0.113.5',
    detail: { name: id, addresses: ['203.0.113.5'], seconds },
  })

test('an order is on disk before it is carried out, and is told whole after a restart, with when it ends', () => {
  const state = join(root, 'state')
  assert.deepEqual(readOrders(state), [])
  const first = openOrders(state, () => instantOf(start)!)
  const step = stepFor(first.nextId(), 3600)
  assert.equal(step.id, 'N1')
  const go = first.journal.intent(step, { was: { N1: null } })
  assert.deepEqual(go.undo['was'], { N1: null })
  assert.equal(readOrders(state)[0]?.standing, 'intended')
  first.close()
  const second = openOrders(state, () => instantOf(start + 1000)!)
  const [order] = second.orders()
  assert.deepEqual(order?.step, step)
  assert.equal(order?.until, '2026-05-01T03:00:00.000Z')
  assert.deepEqual(second.journal.resume(order!.step)?.undo['was'], { N1: null })
  second.journal.note('done', step, '')
  assert.equal(second.nextId(), 'N2')
  second.journal.intent(stepFor('N2', 0), { was: { N2: null } })
  second.journal.note('undone', stepFor('N2', 0), 'expired')
  second.close()
  assert.deepEqual(
    readOrders(state).map(({ standing, detail, until }) => [standing, detail, until]),
    [
      ['done', '', '2026-05-01T03:00:00.000Z'],
      ['undone', 'expired', undefined],
    ],
  )
  assert.equal(statSync(join(state, 'network', 'journal.jsonl')).mode & 0o777, 0o600)
})

test('only one gives orders at a time; a journal that somebody changed is not believed', () => {
  const state = join(root, 'busy')
  const open = openOrders(state)
  open.journal.intent(stepFor('N1', 60), {})
  assert.throws(() => openOrders(state), { constructor: JournalError, code: 'locked' })
  open.close()
  const path = join(state, 'network', 'journal.jsonl')
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replaceAll('203.0.113.5', '203.0.113.6'))
  assert.throws(() => readOrders(state), { constructor: JournalError, code: 'tampered' })
  writeFileSync(path, text)
  appendFileSync(path, '{"sequence":2')
  assert.equal(readOrders(state).length, 1)
})
