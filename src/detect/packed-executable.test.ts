import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elfFactOf } from '../../test/elf-fact.ts'
import { fileOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import { factsOf } from '../core/facts.ts'
import { packedExecutable } from './packed-executable.ts'

const detect = (path: string, packer?: string, given: Partial<FileFact> = {}) => [
  ...packedExecutable.detect(
    factsOf({ files: [fileOf({ path, magic: 'elf', elf: elfFactOf({ packer }), ...given })] }),
    noIntel,
    new Set(),
  ),
]

test('hit: UPX in /tmp, altered UPX anywhere', () => {
  assert.equal(detect('/tmp/x', 'UPX')[0]?.severity, 'medium')
  assert.equal(detect('/usr/bin/x', 'UPX (altered)')[0]?.severity, 'medium')
})

test('near miss: a packed tool in /usr/local is weak; packaged or not packed is nothing', () => {
  assert.equal(detect('/usr/local/bin/tool', 'UPX')[0]?.severity, 'low')
  assert.equal(detect('/usr/bin/x', 'UPX', { packaged: 'intact' }).length, 0)
  assert.equal(detect('/tmp/x').length, 0)
})
