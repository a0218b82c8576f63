import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseStaticPod } from './static-pod.ts'

const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: kube-helper
  namespace: kube-system
spec:
  containers:
  - name: c
    image: "docker.io/library/alpine:3"
    command:
    - sh
    - -c
    - chroot /host /bin/sh
    args: ["a", 'b']
    securityContext:
      privileged: true
  volumes:
  - name: root
    hostPath:
      path: /
      type: Directory
`

test('a static pod as people write it', () => {
  assert.deepEqual(parseStaticPod(bytesOf(manifest)), {
    name: 'kube-helper',
    images: ['docker.io/library/alpine:3'],
    privileged: true,
    hostPaths: ['/'],
    command: ['sh', '-c', 'chroot /host /bin/sh', 'a', 'b'],
  })
  assert.equal(parseStaticPod(bytesOf('kind: Service\n')), undefined)
})

test('any bytes: never throws; any image comes back', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseStaticPod(bytes)))
  fc.assert(fc.property(fc.uint8Array(), bytes => assert.ok(parseStaticPod(Buffer.concat([Buffer.from('kind: Pod\n'), bytes])) !== null)))
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][a-z0-9./:-]{0,60}$/), image => {
      assert.deepEqual(parseStaticPod(bytesOf(`kind: Pod\nspec:\n  containers:\n  - image: ${image}\n`))?.images, [image])
    }),
  )
})
