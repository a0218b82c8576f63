import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryHost } from '../../host/memory.ts'
import { addHidden } from './hidden.ts'
import { Subjects } from './subject.ts'

test('hidden and bracketed directories of the system with what lies in them, odd dot files of homes; no ordinary settings', () => {
  const host = memoryHost({
    '/usr/share/[crypto]/crypto': 'x',
    '/usr/local/share/.k/k': 'x',
    '/usr/share/doc/[x]/y': 'x',
    '/usr/share/[file]': 'x',
    '/root/.bashrc': 'x',
    '/root/.x1': 'x',
    '/root/.cache/thing': 'x',
  })
  const subjects = new Subjects()
  assert.deepEqual([...addHidden(host, ['/root'], subjects)], [])
  assert.deepEqual(subjects.all.map(({ path }) => path).sort(), [
    '/root/.x1',
    '/usr/local/share/.k',
    '/usr/local/share/.k/k',
    '/usr/share/[crypto]',
    '/usr/share/[crypto]/crypto',
  ])
})
