import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { binfmtInterpreter } from './binfmt-interpreter.ts'

const detect = (interpreter: string) => [
  ...binfmtInterpreter.detect(factsOf({ binaryFormats: [{ name: 'x', interpreter, text: 'enabled' }] }), noIntel, new Set()),
]

test('hit: temporary, hidden, or merely unusual', () => {
  assert.equal(detect('/dev/shm/.x/i')[0]?.severity, 'high')
  assert.equal(detect('/home/ann/i')[0]?.severity, 'low')
})

test('near miss: qemu, python, wine, java, WSL, NixOS', () => {
  for (const usual of [
    '/usr/bin/qemu-aarch64-static',
    '/usr/bin/python3.11',
    '/usr/bin/wine',
    '/usr/bin/jexec',
    '/init',
    '/run/binfmt/aarch64-linux',
  ])
    assert.deepEqual(detect(usual), [], usual)
})
