import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, statOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { verificationOf } from '../../test/verification.ts'
import type { FileFact } from '../core/facts/file.ts'
import { factsOf } from '../core/facts.ts'
import type { Stat } from '../core/host.ts'
import { suidOddPlace } from './suid-odd-place.ts'

const detect = (path: string, stat: Partial<Stat>, given: Partial<FileFact> = {}, original?: string) => {
  const verifications = original === undefined ? [] : [verificationOf({ path: original, result: 'intact', sameContentAt: [path] })]
  const files = [fileOf({ path, magic: 'elf', stat: statOf(stat), ...given })]
  return [...suidOddPlace.detect(factsOf({ files, verifications }), noIntel, new Set())]
}

test('hit: set-uid root in /tmp; a copy of bash; an unpackaged one among the system commands', () => {
  assert.equal(detect('/tmp/x', { mode: 0o4755 })[0]?.severity, 'high')
  assert.equal(detect('/usr/bin/rb', { mode: 0o4755 }, { packaged: 'unowned' }, '/usr/bin/bash')[0]?.confidence, 0.85)
  assert.equal(detect('/usr/bin/wizlmsh', { mode: 0o4755 }, { packaged: 'unowned' })[0]?.severity, 'medium')
})

test('near miss: packaged sudo, no bit, a script (the kernel ignores the bit), guest additions, an image layer', () => {
  assert.equal(detect('/usr/bin/sudo', { mode: 0o4755 }, { packaged: 'intact' }).length, 0)
  assert.equal(detect('/tmp/x', { mode: 0o755 }).length, 0)
  assert.equal(detect('/tmp/x', { mode: 0o4755 }, { magic: 'script' }).length, 0)
  assert.equal(detect('/usr/bin/vmware-user-suid-wrapper', { mode: 0o4755 }, { packaged: 'unowned' }).length, 0)
  assert.equal(detect('/proc/7/root/usr/bin/su', { mode: 0o4755 }, { containerLayer: 'image' }).length, 0)
})
