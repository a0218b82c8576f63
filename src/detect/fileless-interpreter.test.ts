import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { OpenFile, Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { filelessInterpreter } from './fileless-interpreter.ts'

const exe = (path: string) => ({ path, deleted: false, memfd: false })
const facts = (given: Partial<Process>) => factsOf({ processes: [processOf({ pid: 7, exe: exe('/usr/bin/bash'), ...given })] })
const severities = (found: Iterable<{ severity: string }>) => [...found].map(f => f.severity)

test('hit and near miss: a script deleted in /tmp, and encoded code left alone', () => {
  const detect = (given: Partial<Process>) => severities(filelessInterpreter.detect(facts(given), noIntel, new Set()))
  const open = (target: string): OpenFile[] => [{ fd: 255, target }]
  assert.deepEqual(detect({ argv: ['bash', '/tmp/x.sh'], open: open('/tmp/x.sh (deleted)') }), ['medium'])
  assert.deepEqual(detect({ argv: ['bash', '/srv/x.sh'], open: open('/srv/x.sh (deleted)') }), ['low'])
  assert.deepEqual(detect({ argv: ['bash', '/tmp/x.sh'], open: open('/tmp/x.sh') }), [])
  assert.deepEqual(detect({ argv: ['bash', '/usr/sbin/x'], open: open('/usr/sbin/x (deleted)') }), [])
  const code = `import base64;exec(base64.b64decode("${'QUJD'.repeat(80)}"))`
  assert.deepEqual(detect({ exe: exe('/usr/bin/python3'), argv: ['python3', '-c', code] }), ['medium'])
  assert.deepEqual(detect({ exe: exe('/usr/bin/python3'), argv: ['python3', '-c', code], ppid: 9 }), ['low'])
  assert.deepEqual(detect({ exe: exe('/usr/bin/python3'), argv: ['python3', '-c', `import setuptools;${code}`] }), [])
  assert.deepEqual(detect({ exe: exe('/usr/bin/python3'), argv: ['python3', '-c', `print("${'x'.repeat(300)}")`] }), [])
})
