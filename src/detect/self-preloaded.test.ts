import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { selfOf } from '../../test/system.ts'
import type { SelfIntegrity } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import type { Discrepancy } from '../core/host.ts'
import { selfPreloaded } from './self-preloaded.ts'

const detect = (own: Partial<SelfIntegrity>, discrepancies: Discrepancy[] = []) => [
  ...selfPreloaded.detect(factsOf({ self: [selfOf(own)], discrepancies }), noIntel, new Set()),
]
const lie: Discrepancy = { source: 'list', path: '/proc', detail: '1 name', hidden: ['4242'] }

test('hit: a hook library, the surer the more it lies or the odder its place', () => {
  const [liar] = detect({ foreign: ['/usr/local/lib/libprocesshider.so'] }, [lie])
  assert.deepEqual([liar?.severity, liar?.confidence], ['critical', 0.97])
  assert.match(liar?.evidence[0].excerpt ?? '', /hides \/proc\/4242/)
  assert.equal(detect({ foreign: ['/dev/shm/libfsnldev.so'] })[0]?.confidence, 0.8)
  assert.equal(detect({ foreign: ['/lib/libgcwrap.so'] })[0]?.severity, 'high')
  assert.equal(detect({ foreign: ['/usr/lib/libjemalloc.so.2'] }, [lie])[0]?.severity, 'critical')
})

test('near miss: nothing foreign, a monitoring agent, a library somebody asked for', () => {
  assert.deepEqual(detect({}, [lie]), [])
  assert.equal(detect({ foreign: ['/lib64/liboneagentproc.so'] })[0]?.severity, 'info')
  assert.equal(detect({ foreign: ['/opt/x/mine.so'], environment: ['LD_PRELOAD=/opt/x/mine.so'] })[0]?.severity, 'low')
})
