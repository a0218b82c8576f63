import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import { factsOf } from '../core/facts.ts'
import { hiddenExecutable } from './hidden-executable.ts'

const detect = (given: Partial<FileFact> & { path: string }) => [
  ...hiddenExecutable.detect(factsOf({ files: [fileOf({ magic: 'elf', ...given })] }), noIntel, new Set()),
]

test('hit: under dots, a false X11 directory, a hidden system directory, plain /etc; a bare file in /tmp is weak', () => {
  for (const path of ['/var/tmp/.../httpd-w', '/tmp/.ICEd-unix/k', '/tmp/.X25-unix/go', '/usr/lib/.z/m', '/etc/kinsing'])
    assert.equal(detect({ path })[0]?.severity, 'medium', path)
  for (const path of ['/tmp/a.out', '/root/.configrc7/a/kswapd00']) assert.ok((detect({ path })[0]?.confidence ?? 1) <= 0.3, path)
})

test('hit: a hidden binary below /usr that something starts again; near miss: not started, a script, an own directory elsewhere', () => {
  const path = '/usr/local/share/.kdevtmpd/kdevtmpd'
  assert.equal(detect({ path, roles: ['autostart'] })[0]?.severity, 'medium')
  assert.equal(detect({ path })[0]?.severity, 'low')
  assert.equal(detect({ path, roles: ['autostart'], magic: 'script' })[0]?.severity, 'low')
  assert.equal(detect({ path: '/opt/.own/agent', roles: ['autostart'] })[0]?.severity, 'low')
})

test('near miss: tools in homes, build directories, packaged, running, image layers, texts, scripts in /tmp', () => {
  const fine = [
    '/home/u/.cache/ms-playwright/chrome',
    '/root/.nvm/v20/bin/node',
    '/srv/a/.git/hooks/x',
    '/tmp/go-build12/b/exe/main',
    '/home/u/.vscode-server/n',
    '/usr/bin/ls',
  ]
  for (const path of fine) assert.equal(detect({ path }).length, 0, path)
  const path = '/usr/lib/.z/m'
  const others: Partial<FileFact>[] = [{ packaged: 'intact' }, { roles: ['running'] }, { containerLayer: 'image' }, { magic: 'text' }]
  for (const given of others) assert.equal(detect({ path, ...given }).length, 0)
  assert.equal(detect({ path: '/tmp/build.sh', magic: 'script' }).length, 0)
})
