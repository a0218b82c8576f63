import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseContainersJson } from './container-storage.ts'

test('names and images from the metadata, or from the entry itself', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
  const json = [
    {
      id: a,
      names: ['web'],
      image: 'c0ffee',
      layer: b,
      metadata: '{"image-name":"docker.io/library/nginx:1","name":"web"}',
      created: '2026-01-01T00:00:00Z',
    },
    { id: b, names: ['k8s_x'], image: 'c0ffee', layer: a, metadata: 'broken{' },
    { id: 'short', layer: a },
  ]
  assert.deepEqual(parseContainersJson(bytesOf(JSON.stringify(json))), [
    { id: a, name: 'web', image: 'docker.io/library/nginx:1', layer: b },
    { id: b, name: 'k8s_x', image: 'c0ffee', layer: a },
  ])
})

test('any JSON and any bytes: never throws', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseContainersJson(bytes)))
  fc.assert(fc.property(fc.array(fc.jsonValue()), list => void parseContainersJson(bytesOf(JSON.stringify(list)))))
})
