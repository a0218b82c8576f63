import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { containerRow } from '../../test/system.ts'
import { factsOf } from '../core/facts.ts'
import { containerOfSuspect } from './container-of-suspect.ts'

const container = containerRow({ containerId: 'c', name: 'web', upperDir: '/o/diff' })
const process = processOf({ pid: 9, container: container.id, exe: { path: '/tmp/kdevtmpfsi', deleted: false, memfd: false } })
const file = fileOf({ path: '/o/diff/tmp/kdevtmpfsi', container: container.id, containerLayer: 'runtime', magic: 'elf' })
const facts = factsOf({ containers: [container], processes: [process], files: [file] })

test('hit: an accused process, its container, and the layer its program is in', () => {
  const [found] = [...containerOfSuspect.detect(facts, noIntel, new Set([process.id]))]
  assert.deepEqual([found?.about, found?.signal, found?.evidence.length], [[process.id, container.id], 'context', 3])
  assert.match(found?.title.en ?? '', /written at run time/)
  const image = factsOf({ ...facts, files: [{ ...file, containerLayer: 'image' }] })
  assert.match([...containerOfSuspect.detect(image, noIntel, new Set([process.id]))][0]?.title.en ?? '', /came with the image/)
})

test('hit: accused files of a container that does not run, in one finding', () => {
  const stopped = factsOf({ containers: [{ ...container, running: false }], files: [file, fileOf({ path: '/tmp/other' })] })
  const found = [...containerOfSuspect.detect(stopped, noIntel, new Set([file.id, 'file:/tmp/other']))]
  assert.deepEqual(
    found.map(f => f.about),
    [[file.id, container.id]],
  )
  assert.match(found[0]?.title.en ?? '', /written while it ran/)
})

test('near miss: nobody accuses it, or it is in no container', () => {
  assert.deepEqual([...containerOfSuspect.detect(facts, noIntel, new Set())], [])
  const outside = processOf({ pid: 9 })
  assert.deepEqual([...containerOfSuspect.detect(factsOf({ processes: [outside] }), noIntel, new Set([outside.id]))], [])
})
