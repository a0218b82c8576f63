import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { memoryHost, type Node } from '../host/memory.ts'
import { hostZone } from './host-zone.ts'

const noon = Date.parse('2026-07-01T12:00:00Z')
const zone = (tree: Readonly<Record<string, Node>>) => {
  const found = hostZone(memoryHost(tree))
  return [found.name, (noon - found.instant(noon).ms) / 3_600_000]
}

test('a link into zoneinfo that is not on this disk', () => {
  assert.deepEqual(zone({ '/etc/localtime': { link: '../usr/share/zoneinfo/Asia/Shanghai' } }), ['Asia/Shanghai', 8])
})

test('a file without a name: its own table, and /etc/timezone for the name', t => {
  const path = '/usr/share/zoneinfo/Europe/Berlin'
  if (!existsSync(path)) return t.skip('no zoneinfo here')
  const bytes = new Uint8Array(readFileSync(path))
  assert.deepEqual(zone({ '/etc/localtime': bytes }), ['localtime', 2])
  const shanghai = new Uint8Array(readFileSync('/usr/share/zoneinfo/Asia/Shanghai'))
  assert.deepEqual(zone({ '/etc/localtime': shanghai }), ['+08:00', 8])
  assert.deepEqual(zone({ '/etc/localtime': bytes, '/etc/timezone': 'Europe/Berlin\n' }), ['Europe/Berlin', 2])
})

test('nothing at all is UTC, unless /etc/timezone was kept; what cannot be read is unknown', () => {
  assert.deepEqual(zone({}), ['UTC', 0])
  assert.deepEqual(zone({ '/etc/timezone': 'America/New_York\n' }), ['America/New_York', -4])
  assert.deepEqual(zone({ '/etc/localtime': 'no zone' }), ['', 0])
})
