import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, single } from '../../../test/service-talk.ts'
import type { Said } from '../../../test/wire.ts'
import { javaObjects } from './java-objects.ts'

const found = (said: readonly Said[]) => deedsIn(javaObjects, said).exploits.map(([patch]) => patch)
const gadget = '\xac\xed\x00\x05sr\x00\x3aorg.apache.commons.collections.functors.InvokerTransformer\x00'

test('gadgets over T3, RMI, Dubbo and bare, cut anywhere', () => {
  const t3: Said[] = [
    [0, 't3 12.2.1\nAS:255\nHL:19\n\n'],
    [1, 'HELO:12.2.1.3\n'],
    [0, `\x00\x00\x05${'x'.repeat(900)}${gadget}`],
  ]
  assert.deepEqual(found(t3), ['weblogic-t3-gadget'])
  assert.deepEqual(found([t3[0]!, ...single(t3.slice(1))]), ['weblogic-t3-gadget'])
  assert.deepEqual(
    found([
      [0, 'JRMI\x00\x02\x4b'],
      [1, 'N\x00'],
      [0, `P${gadget}`],
    ]),
    ['rmi-gadget'],
  )
  const dubbo = `\xda\xbb\xc2\x00${'\0'.repeat(12)}`
  assert.deepEqual(found([[0, `${dubbo}\x23com.sun.rowset.JdbcRowSetImpl`]]), ['dubbo-gadget'])
  assert.deepEqual(found([[0, `${dubbo}\x23com.acme.OrderService`]]), [])
  assert.deepEqual(found([[0, gadget]]), ['java-serialised-gadget'])
})

test('near miss: other classes, words that begin alike', () => {
  assert.deepEqual(
    found([
      [0, 't3 12.2.1\n\n'],
      [0, 'weblogic.rjvm.ClassTableEntry'],
    ]),
    [],
  )
  assert.deepEqual(
    found([
      [0, '\xac\xed\x00\x05sr\x00\x11java.util.HashMap'],
      [0, 'x'],
    ]),
    [],
  )
  for (const said of ['t3rr12', 'JRMP\x00\x02', '\xac\xed\x00\x04s']) assert.deepEqual(found([[0, said + gadget.slice(4)]]), [])
})
