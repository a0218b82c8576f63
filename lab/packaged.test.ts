import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isAsPackaged, packagedIn } from './packaged.ts'

test('a packaged file is right with its bytes and, for a program, the right to run it', () => {
  const top = mkdtempSync(join(tmpdir(), 'packaged-'))
  try {
    for (const folder of ['var/lib/dpkg/info', 'usr/bin', 'usr/share']) mkdirSync(join(top, folder), { recursive: true })
    const md5 = createHash('md5').update('right').digest('hex')
    writeFileSync(join(top, 'var/lib/dpkg/info/procps.md5sums'), `${md5}  bin/ps\n${md5}  usr/share/doc\n`)
    for (const path of ['usr/bin/ps', 'usr/share/doc', 'usr/bin/stranger']) writeFileSync(join(top, path), 'right', { mode: 0o644 })
    const packaged = packagedIn(top)
    assert.ok(isAsPackaged(packaged, top, '/usr/share/doc'))
    assert.ok(!isAsPackaged(packaged, top, '/usr/bin/stranger'))
    assert.ok(!isAsPackaged(packaged, top, '/usr/bin/ps'), 'not executable')
    chmodSync(join(top, 'usr/bin/ps'), 0o755)
    assert.ok(isAsPackaged(packaged, top, '/usr/bin/ps'))
    writeFileSync(join(top, 'usr/bin/ps'), 'wrong')
    assert.ok(!isAsPackaged(packaged, top, '/usr/bin/ps'))
    rmSync(join(top, 'usr/bin/ps'))
    symlinkSync('/usr/share/doc', join(top, 'usr/bin/ps'))
    assert.ok(!isAsPackaged(packaged, top, '/usr/bin/ps'), 'a link is not the program')
  } finally {
    rmSync(top, { recursive: true })
  }
})
