import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elfFactOf } from '../../test/elf-fact.ts'
import { fileOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Kernel } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { preloadLibrary } from './preload-library.ts'

const plain: Omit<Kernel, 'preload'> = {
  release: '6.1.0',
  tainted: 0,
  corePattern: 'core',
  pidMax: 32768,
  hugepages: [],
  msr: { loaded: false, allowWrites: 'default' },
  sysctl: {},
}
const detect = (path: string, given?: Partial<FileFact>) => {
  const kernel = [{ ...plain, preload: [{ path, line: 1 }] }]
  return [
    ...preloadLibrary.detect(
      factsOf({ kernel, files: given === undefined ? [] : [fileOf({ path, magic: 'elf', ...given })] }),
      noIntel,
      new Set(),
    ),
  ]
}

test('hit: hooks on directory listing, an odd place, hooks on open and access; unknown is medium', () => {
  assert.equal(detect('/lib/libgcwrap.so', { packaged: 'unowned', elf: elfFactOf({ exports: ['open', 'readdir'] }) })[0]?.confidence, 0.9)
  assert.equal(detect('/dev/shm/libfsnldev.so', { packaged: 'unowned' })[0]?.severity, 'high')
  assert.equal(
    detect('/usr/local/lib/libx.so', { packaged: 'unowned', elf: elfFactOf({ exports: ['access', 'open'] }) })[0]?.severity,
    'high',
  )
  assert.equal(detect('/usr/local/lib/libx.so', { packaged: 'unowned', elf: elfFactOf() })[0]?.severity, 'medium')
  assert.equal(detect('/usr/lib/libgone.so')[0]?.severity, 'medium')
  assert.equal(detect('/usr/lib/$LIB/libgone.so')[0]?.severity, 'low')
  assert.equal(detect('/usr/local/lib/libprocesshider.so')[0]?.severity, 'high')
})

test('near miss: packaged, jemalloc built by hand, a monitoring agent, the Raspberry Pi entry', () => {
  assert.equal(detect('/usr/lib/x86_64-linux-gnu/libjemalloc.so.2', { packaged: 'intact' }).length, 0)
  assert.equal(detect('/usr/local/lib/libjemalloc.so.2', { packaged: 'unowned', elf: elfFactOf() }).length, 0)
  assert.equal(detect('/lib64/liboneagentproc.so', { packaged: 'unowned', elf: elfFactOf({ exports: ['execve', 'open'] }) }).length, 0)
  assert.equal(detect('/usr/lib/arm-linux-gnueabihf/libarmmem-$LIB.so').length, 0)
})
