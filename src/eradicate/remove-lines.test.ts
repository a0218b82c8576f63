import assert from 'node:assert/strict'
import { assertRefused, assertThereAndBack } from '../../test/actions.ts'
import { sha256Of, stepOf } from '../../test/control.ts'
import { onBoth } from '../../test/disk-host.ts'
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import { lineDigest } from './line-cut.ts'
import { removeLines } from './remove-lines.ts'

const hosts = '127.0.0.1 localhost\r\n0.0.0.0 f2pool.example\n::1 localhost\n0.0.0.0 aliyun.example'
const step = stepOf({
  action: 'remove-lines',
  before: sha256Of(hosts),
  detail: { path: '/etc/hosts', lines: [2, 4], digests: [lineDigest('0.0.0.0 f2pool.example'), lineDigest('0.0.0.0 aliyun.example')] },
})

onBoth('cuts the lines and leaves every other byte, and takes it back', hostOf => {
  const host = hostOf({ '/etc/hosts': { content: hosts, appendOnly: true } })
  assertThereAndBack(removeLines, step, host, () =>
    assert.equal(textOf(host.at('/etc/hosts')!.bytes), '127.0.0.1 localhost\r\n::1 localhost\n'),
  )
})

onBoth('drift, another line at that place, and a detail that does not fit together are refused', hostOf => {
  const host = hostOf({ '/etc/hosts': hosts })
  assertRefused(removeLines, { ...step, before: sha256Of('other') }, host, 'tampered')
  assertRefused(removeLines, { ...step, detail: { ...step.detail, digests: [lineDigest('a'), lineDigest('b')] } }, host, 'tampered')
  assertRefused(removeLines, { ...step, detail: { ...step.detail, lines: [2] } }, host, 'malformed')
  assertRefused(removeLines, { ...step, detail: { path: '/etc/hosts', lines: [], digests: [] } }, host, 'malformed')
  host.put('/etc/hosts', undefined)
  assertRefused(removeLines, step, host, 'absent')
})

onBoth('a line that is written again is noticed', hostOf => {
  const host = hostOf({ '/etc/hosts': '127.0.0.1 localhost\n' })
  assert.equal(removeLines.verify(step, host), undefined)
  host.put('/etc/hosts', '0.0.0.0 aliyun.example\n')
  assert.ok(isGap(removeLines.verify(step, host)))
})
