import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elfFactOf } from '../../test/elf-fact.ts'
import { autostartOf, fileOf, processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { unpackagedSystemProgram } from './unpackaged-system-program.ts'

const stranger = (path: string, given: Partial<FileFact> = {}) => fileOf({ path, magic: 'elf', packaged: 'unowned', ...given })
const running = (path: string, ...argv: string[]) => processOf({ pid: 7, exe: { path, deleted: false, memfd: false }, argv })
const detect = (rows: Partial<Facts>) => [...unpackagedSystemProgram.detect(factsOf(rows), noIntel, new Set())]
const shape = (rows: Partial<Facts>) => detect(rows).map(f => [f.severity, f.class])

test('hit: poses as another command', () => {
  const path = '/usr/bin/gfhdmsys'
  const [found] = detect({ files: [stranger(path)], processes: [running(path, 'cat resolv.conf')] })
  assert.deepEqual([found?.severity, found?.class, found?.about.length], ['medium', 'concealment', 2])
})

test('hit: a random name that a System V script starts, by either spelling of the path', () => {
  const init = autostartOf({ path: '/etc/init.d/qkzvhmwtye', command: '/etc/init.d/qkzvhmwtye', extent: 'file' })
  const script = fileOf({ path: init.path, magic: 'script', head: '#!/bin/sh\ncase $1 in start) /bin/qkzvhmwtye ;; esac\n' })
  const [found] = detect({ files: [stranger('/usr/bin/qkzvhmwtye'), script], autostarts: [init] })
  assert.deepEqual([found?.severity, found?.about[1]], ['medium', init.id])
})

test('hit: a program that calls itself a library and is started', () => {
  const path = '/usr/lib/libudev.so'
  const autostarts = [autostartOf({ path: '/etc/crontab', command: '/lib/libudev.so' })]
  assert.deepEqual(shape({ files: [stranger(path, { elf: elfFactOf({ type: 'executable' }) })], autostarts }), [['medium', 'concealment']])
  assert.deepEqual(shape({ files: [stranger(path, { elf: elfFactOf() })], autostarts }), [])
})

test('near miss: programs put there by hand are hints, running as a service or not', () => {
  const path = '/usr/bin/kubelet'
  const autostarts = [autostartOf({ path: '/etc/systemd/system/kubelet.service', command: '/usr/bin/kubelet --config /x' })]
  assert.deepEqual(shape({ files: [stranger(path)], processes: [running(path, path, '--config', '/x')], autostarts }), [
    ['low', 'provenance'],
  ])
  assert.deepEqual(shape({ files: [stranger('/usr/bin/tool')] }), [['low', 'provenance']])
  assert.deepEqual(shape({ files: [stranger('/usr/bin/qkzvhmwtye')] }), [['low', 'concealment']])
})

test('near miss: multi-call programs, packaged ones, /usr/local and /opt, scripts, containers, images put together by copying', () => {
  assert.deepEqual(shape({ files: [stranger('/usr/bin/busybox')], processes: [running('/usr/bin/busybox', 'cat', 'x')] }), [
    ['low', 'provenance'],
  ])
  const others = [
    stranger('/usr/local/bin/x'),
    stranger('/opt/x/y'),
    stranger('/usr/bin/x', { packaged: 'unverifiable' }),
    stranger('/usr/bin/x', { magic: 'script' }),
    stranger('/usr/bin/x', { container: 'container:1' }),
    stranger('/usr/lib/jvm/java/bin/java'),
  ]
  assert.deepEqual(shape({ files: others }), [])
  assert.deepEqual(shape({ files: Array.from({ length: 30 }, (_, i) => stranger(`/usr/bin/tool${i}`)) }), [])
})

test('near miss: a longer path of the same beginning is another program', () => {
  const autostarts = [autostartOf({ path: '/etc/crontab', command: '/usr/bin/qkzvhmwtye2 /opt/usr/bin/qkzvhmwtye' })]
  assert.deepEqual(shape({ files: [stranger('/usr/bin/qkzvhmwtye')], autostarts }), [['low', 'concealment']])
})
