import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import { factsOf } from '../core/facts.ts'
import { fileCapabilitiesOdd } from './file-capabilities-odd.ts'

const detect = (path: string, capabilities: string, packaged: FileFact['packaged'] = 'unowned') => [
  ...fileCapabilitiesOdd.detect(factsOf({ files: [fileOf({ path, magic: 'elf', capabilities, packaged })] }), noIntel, new Set()),
]

test('hit: setuid on an interpreter, on a program in /tmp; weak on an unpackaged program elsewhere', () => {
  assert.equal(detect('/usr/bin/python3.11', 'cap_setuid+ep', 'intact')[0]?.severity, 'medium')
  assert.equal(detect('/tmp/x', 'cap_setuid,cap_setgid+ep')[0]?.severity, 'medium')
  assert.equal(detect('/opt/agent/bin/a', 'cap_sys_admin+ep')[0]?.severity, 'low')
})

test('near miss: ping, a web server on port 80, packaged newuidmap', () => {
  assert.equal(detect('/usr/bin/ping', 'cap_net_raw+ep').length, 0)
  assert.equal(detect('/usr/local/bin/caddy', 'cap_net_bind_service+ep').length, 0)
  assert.equal(detect('/usr/bin/newuidmap', 'cap_setuid+ep', 'intact').length, 0)
})
