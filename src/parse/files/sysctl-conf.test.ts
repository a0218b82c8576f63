import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseSysctlConf } from './sysctl-conf.ts'

test('settings with dots or slashes, comments left out', () => {
  const text = '# vm.nr_hugepages=1\n;x=y\nvm.nr_hugepages = 1280\n-net/ipv4/ip_forward=1\nbare\n'
  assert.deepEqual(
    [...parseSysctlConf(bytesOf(text))],
    [
      { line: 3, name: 'vm.nr_hugepages', value: '1280' },
      { line: 4, name: 'net.ipv4.ip_forward', value: '1' },
    ],
  )
})

test('any bytes: never throws; any number comes back', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void [...parseSysctlConf(bytes)]))
  fc.assert(fc.property(fc.nat(), n => assert.equal([...parseSysctlConf(bytesOf(`vm.x=${n}\n`))][0]?.value, String(n))))
})
