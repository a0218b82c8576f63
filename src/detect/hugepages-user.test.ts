import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { hugepagesUser } from './hugepages-user.ts'

const exe = (path: string) => ({ path, deleted: false, memfd: false })

test('hit for a suspect and for the RandomX size, near miss for databases and machines', () => {
  const detect = (path: string, hugetlbBytes: number) =>
    [...hugepagesUser.detect(factsOf({ processes: [processOf({ pid: 7, exe: exe(path), hugetlbBytes })] }), noIntel, new Set())].map(
      f => f.severity,
    )
  const dataset = 2336 * 1024 * 1024
  assert.deepEqual(detect('/tmp/x', dataset), ['medium'])
  assert.deepEqual(detect('/home/a/x', dataset), ['low'])
  for (const path of ['/usr/lib/postgresql/15/bin/postgres', '/usr/bin/qemu-system-x86_64', '/opt/dpdk/bin/app'])
    assert.deepEqual(detect(path, dataset), [], path)
  assert.deepEqual(detect('/home/a/x', 64 << 20), [])
  assert.deepEqual(detect('/home/a/x', 1 << 30), [])
})
