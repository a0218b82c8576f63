import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { sshdSettings } from './sshd-settings.ts'

test('Include lines are followed by pattern, and a circle ends', () => {
  const host = memoryHost({
    '/etc/ssh/sshd_config': 'Include sshd_config.d/*.conf\nMatch User ann\nPort 22\n',
    '/etc/ssh/sshd_config.d/a.conf': 'PermitRootLogin yes\nInclude /etc/ssh/sshd_config.d/a.conf\n',
    '/etc/ssh/sshd_config.d/b.off': 'Port 1\n',
  })
  const rows = [...sshdSettings.collect(host, factsOf(), new Set())]
  const settings = rows.flatMap(row => (!isGap(row) && row[0] === 'sshdSettings' ? [row[1]] : []))
  assert.deepEqual([...new Set(settings.map(s => s.key))], ['include', 'permitrootlogin', 'port'])
  const { path, line, value, match } = settings.at(-1) ?? {}
  assert.deepEqual([path, line, value, match], ['/etc/ssh/sshd_config', 3, '22', 'User ann'])
  assert.equal(rows.filter(isGap)[0]?.why, 'malformed')
})

test('files beyond counting are capped', () => {
  const many = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`/etc/ssh/d/${i}.conf`, i < 2 ? 'Include d/*.conf\n' : '']))
  const rows = [...sshdSettings.collect(memoryHost({ '/etc/ssh/sshd_config': 'Include d/*.conf\n', ...many }), factsOf(), new Set())]
  assert.ok(rows.some(row => isGap(row) && row.why === 'capped'))
})
