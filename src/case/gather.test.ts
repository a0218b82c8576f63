import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import type { Collector } from '../core/collector.ts'
import type { FactKind } from '../core/facts.ts'
import { gap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { cronD } from '../persistence/cron-d.ts'
import { deepen, gather, inOrder } from './gather.ts'

const about = { summary: { zh: '测', en: 'test' }, techniques: [], references: [] }
const collector = (id: string, gives: FactKind[], needs: FactKind[], rest: Partial<Collector> = {}): Collector => ({
  ...about,
  id,
  gives,
  needs,
  collect: () => [],
  ...rest,
})
const quiet = (): void => {}

test('each collector comes after those that give what it needs, and a circle still ends', () => {
  const files = collector('files', ['files'], ['processes', 'autostarts'])
  const processes = collector('processes', ['processes'], [])
  const autostarts = collector('autostarts', ['autostarts'], ['processes'])
  assert.deepEqual(
    inOrder([files, autostarts, processes]).map(c => c.id),
    ['processes', 'autostarts', 'files'],
  )
  assert.equal(inOrder([collector('a', ['users'], ['files']), collector('b', ['files'], ['users'])]).length, 2)
})

test('a collector that fails is a gap, and the others go on', () => {
  const broken = collector('broken', ['users'], [], {
    collect() {
      throw new Error('bug')
    },
  })
  const sound = collector('sound', ['processes'], [], { collect: () => [['processes', processOf({ pid: 1 })], gap('x', 'denied')] })
  const facts = gather(
    memoryHost({ '/etc/cron.d/a': '* * * * * root true\n' }),
    { collectors: [broken, sound], persistence: [cronD] },
    quiet,
  )
  assert.equal(facts.processes.length, 1)
  assert.equal(facts.autostarts.length, 1)
  assert.deepEqual(
    facts.gaps.map(g => g.source),
    ['collector broken', 'x'],
  )
})

test('the second pass replaces rows by id and runs only what looks deeper', () => {
  const shallow = collector('shallow', ['users'], [], { collect: () => assert.fail('ran again') })
  const deep = collector('deep', ['processes'], [], {
    deep: true,
    collect: (_, __, leads) => [['processes', processOf({ pid: 1, name: leads.size > 0 ? 'looked into' : 'seen' })]],
  })
  const first = gather(memoryHost({}), { collectors: [deep], persistence: [] }, quiet)
  const second = deepen(memoryHost({}), first, new Set(['file:/x'] as const), { collectors: [shallow, deep], persistence: [] }, quiet)
  assert.deepEqual(
    second.processes.map(p => p.name),
    ['looked into'],
  )
})
