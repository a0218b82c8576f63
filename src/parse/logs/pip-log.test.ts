import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { pipLog } from './pip-log.ts'

const told = (...lines: string[]) =>
  draftsOf(pipLog, '/root/.pip/pip.log', ...lines.map(line => `2026-11-22T01:32:21,166 ${line}`)).map(d =>
    [d.verb, d.outcome, d.user, d.package, d.method, d.command, d.url].filter(x => x !== undefined).join(' '),
  )

test('what came from where, what ran, what was installed', () => {
  assert.deepEqual(
    told(
      'Using pip 23.2.1 from /usr/lib/python3/dist-packages/pip (python 3.11)',
      'Looking in indexes: http://198.51.100.5/simple',
      'Collecting colourhelper @ git+https://code.example/x.git',
      '  Downloading http://198.51.100.5/colourhelper-0.0.1.tar.gz (1.2 kB)',
      '  Running command Preparing metadata (pyproject.toml)',
      '  Running command python setup.py egg_info',
      '  sh: 1: wget: not found',
      'Successfully installed colourhelper-0.0.1 requests-2.32.3',
    ),
    [
      'download root http://198.51.100.5/simple',
      'package root colourhelper collect git+https://code.example/x.git',
      'download root http://198.51.100.5/colourhelper-0.0.1.tar.gz',
      'package root setup Running command Preparing metadata (pyproject.toml)',
      'package root setup Running command python setup.py egg_info',
      'error root wget wget: not found',
      'package success root colourhelper-0.0.1 requests-2.32.3 install',
    ],
  )
})

test('near misses: the usual index, what a package prints', () => {
  assert.deepEqual(
    told(
      '  Downloading https://files.pythonhosted.org/packages/a/b/x-1.0.whl (1 kB)',
      '  hello Successfully installed evil-1.0',
      'Collecting requests',
      '        Successfully installed evil-1.0',
    ),
    [],
  )
  assert.deepEqual(draftsOf(pipLog, '/x', 'Successfully installed evil-1.0'), [])
  assert.ok(pipLog.recognise('2026-11-22T01:32:20,771 Using pip 23.2.1 from /a\n', 'x') > 0.8)
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...pipLog.needles))
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), pieces => void told(pieces.join('').replaceAll('\n', ''))))
})
