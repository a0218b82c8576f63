import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { kernelOf } from '../../test/system.ts'
import { factsOf } from '../core/facts.ts'
import { corePatternPipe } from './core-pattern-pipe.ts'

const detect = (corePattern: string) => [...corePatternPipe.detect(factsOf({ kernel: [kernelOf({ corePattern })] }), noIntel, new Set())]

test('hit: a program in a temporary place or in a layer of a container; an unknown one is only a hint', () => {
  assert.equal(detect('|/tmp/.x/h %P')[0]?.severity, 'high')
  assert.equal(detect('|/var/lib/docker/overlay2/abc/diff/shell.sh')[0]?.confidence, 0.9)
  assert.equal(detect('|/opt/vendor/bin/handler')[0]?.severity, 'low')
})

test('near miss: files, and the usual handlers', () => {
  const usual = [
    'core',
    '/var/crash/core.%p',
    '|/usr/share/apport/apport -p%p',
    '|/lib/systemd/systemd-coredump %P',
    '|/usr/lib/systemd/systemd-coredump',
  ]
  for (const pattern of [...usual, '|/usr/libexec/abrt-hook-ccpp %s', '|/bin/false', '|/wsl-capture-crash %t'])
    assert.deepEqual(detect(pattern), [], pattern)
})
