import assert from 'node:assert/strict'
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { run } from './command.ts'
import { differences, treeOf } from './tree-digest.ts'

const top = mkdtempSync(join(tmpdir(), 'tree-'))
after(() => rmSync(top, { recursive: true, force: true }))

async function changedBy(act: () => unknown): Promise<string[]> {
  const before = await treeOf(top, ['/skipped'])
  await act()
  return differences(before, await treeOf(top, ['/skipped'])).map(({ path, what }) => `${path} ${what.join(',')}`)
}

const at = (path: string): string => join(top, path)

test('every change of a tree shows, and nothing else', async () => {
  for (const folder of ['etc', 'skipped', 'etc/über maß']) mkdirSync(at(folder))
  for (const path of ['etc/a', 'etc/b', 'etc/über maß/c']) writeFileSync(at(path), path)
  for (const folder of ['etc/über maß', 'etc', '.']) utimesSync(at(folder), 1e9, 1e9)
  const raw = (path: string): string => Buffer.from(path).toString('latin1')

  assert.deepEqual(await changedBy(() => undefined), [])
  assert.deepEqual(await changedBy(() => writeFileSync(at('skipped/x'), 'x')), [])
  assert.deepEqual(await changedBy(() => chmodSync(at('etc/über maß/c'), 0o600)), [raw('/etc/über maß/c mode')])
  assert.deepEqual(await changedBy(() => utimesSync(at('etc/a'), 5, 5)), ['/etc/a mtimeNs'])
  assert.deepEqual(await changedBy(() => writeFileSync(at('etc/a'), 'etc/A')), ['/etc/a mtimeNs,content'])
  assert.deepEqual(await changedBy(() => linkSync(at('etc/b'), at('etc/d'))), ['/etc mtimeNs', '/etc/b links', '/etc/d new'])
  assert.deepEqual(await changedBy(() => rmSync(at('etc/d'))), ['/etc mtimeNs', '/etc/b links', '/etc/d gone'])
  assert.deepEqual(await changedBy(() => symlinkSync('b', at('etc/l'))), ['/etc mtimeNs', '/etc/l new'])
})

test('a top that is a link is the directory to which it leads', async () => {
  assert.deepEqual(differences(await treeOf(top, []), await treeOf(`/proc/self/root${top}`, [])), [])
  symlinkSync('.', at('self'))
  assert.deepEqual(differences(await treeOf(top, []), await treeOf(at('self'), [])), [])
})

test('extended attributes and inode flags show', async t => {
  const attribute = (): Promise<unknown> => run('setfattr', ['-n', 'user.lab', '-v', '1', at('etc/über maß/c')])
  const flag = (sign: string): Promise<{ status: number }> => run('chattr', [`${sign}d`, at('etc/über maß/c')])
  const path = Buffer.from('/etc/über maß/c').toString('latin1')
  const [changed] = await changedBy(attribute)
  if (changed === undefined) return t.skip('this file system keeps no extended attributes')
  assert.equal(changed, `${path} attributes`)
  if ((await flag('+')).status !== 0) return t.skip('this file system keeps no inode flags')
  await flag('-')
  assert.deepEqual(await changedBy(() => flag('+')), [`${path} flags`])
})
