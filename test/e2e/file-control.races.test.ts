// An attacker who swaps names and directories as fast as it can while files are changed: the victim outside is never touched.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { isGap } from '../../src/core/gap.ts'
import { fileControl } from '../../src/host/file-control.ts'
import { openSys } from '../../src/host/sys.ts'

const skip = process.getuid?.() === 0 ? false : 'needs root'
const milliseconds = 2500
const base = mkdtempSync(join(tmpdir(), 'davylamp-races-'))
after(() => rmSync(base, { recursive: true, force: true }))

/** Swaps in a process of its own until it is ended; what it does is given as the body of an endless loop. */
async function attacker(folder: string, body: string): Promise<ChildProcess> {
  const script = `const fs = require('node:fs'); const attempt = f => { try { f() } catch {} };
    process.chdir(${JSON.stringify(folder)}); process.stdout.write('ready');
    const end = Date.now() + 20_000; for (let i = 0; Date.now() < end; i++) { ${body} }`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child.stdout!, 'data')
  return child
}

const attacks: Readonly<Record<string, { readonly body: string; readonly path: string }>> = {
  'the name becomes a symlink to the victim': {
    path: '/work/file',
    body: `attempt(() => fs.symlinkSync('../victim/file', 'work/evil')); attempt(() => fs.renameSync('work/evil', 'work/file'));
      attempt(() => fs.writeFileSync('work/plain', 'content')); attempt(() => fs.renameSync('work/plain', 'work/file'));`,
  },
  'the name becomes a hard link of the victim': {
    path: '/work/file',
    body: `attempt(() => fs.linkSync('victim/file', 'work/evil')); attempt(() => fs.renameSync('work/evil', 'work/file'));
      attempt(() => fs.writeFileSync('work/plain', 'content')); attempt(() => fs.renameSync('work/plain', 'work/file'));`,
  },
  'the directory becomes a symlink to the victim': {
    path: '/work/file',
    body: `attempt(() => fs.renameSync('work', 'away')); attempt(() => fs.symlinkSync('victim', 'work'));
      attempt(() => fs.unlinkSync('work')); attempt(() => fs.renameSync('away', 'work'));`,
  },
  'the names put aside become symlinks to the victim': {
    path: '/work/file',
    body: `for (const name of fs.readdirSync('work')) if (name.startsWith('.davylamp')) {
        attempt(() => fs.symlinkSync('../victim/file', 'work/evil')); attempt(() => fs.renameSync('work/evil', 'work/' + name)) }
      if (i % 50 === 0) attempt(() => fs.writeFileSync('work/file', 'content', { flag: 'wx' }));`,
  },
}

let folders = 0
for (const [name, { body, path }] of Object.entries(attacks)) {
  test(`${name}`, { skip, timeout: 30_000 }, async t => {
    const folder = join(base, String(folders++))
    for (const part of ['work', 'victim']) {
      mkdirSync(join(folder, part), { recursive: true })
      writeFileSync(join(folder, part, 'file'), 'content')
    }
    const victim = join(folder, 'victim', 'file')
    // In nothing but its times is it unlike the file that is fought for.
    utimesSync(victim, 1000, 2000)
    const files = fileControl(openSys()!, folder, 'disk')
    assert.ok(!isGap(files))
    // What the path is when nobody attacks it, so that acts aim at it whatever stands there now.
    const planned = files.capture(path, 1000)
    assert.ok(!isGap(planned))
    const before = statSync(victim, { bigint: true })
    const child = await attacker(folder, body)
    const counts = { tries: 0, done: 0, refused: 0 }
    const count = (outcome: unknown): void => void (outcome === undefined ? counts.done++ : counts.refused++)
    try {
      for (const end = Date.now() + milliseconds; Date.now() < end; counts.tries++) {
        const found = files.capture('/work/file', 1000)
        const was = isGap(found) || !found.state.path.startsWith('/work/') || found.state.nlink > 1 ? planned.state : found.state
        count(files.rewrite(was, Buffer.from(`rewritten ${counts.tries}`)))
        const now = files.capture('/work/file', 1000)
        if (!isGap(now) && now.state.nlink === 1 && now.state.path.startsWith('/work/')) {
          count(files.restore(planned.state, planned.bytes, now.state))
          count(files.remove(now.state))
        }
        count(files.restore(planned.state, planned.bytes, undefined))
      }
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    t.diagnostic(JSON.stringify(counts))
    const after = statSync(victim, { bigint: true })
    assert.equal(readFileSync(victim, 'utf8'), 'content')
    assert.deepEqual([after.ino, after.mode, after.uid, after.mtimeNs], [before.ino, before.mode, before.uid, before.mtimeNs])
    // A hard link of the attacker's own changes the time of the last change of the inode, nothing else here may.
    if (!name.includes('hard link')) assert.equal(after.ctimeNs, before.ctimeNs)
    assert.deepEqual(readdirSync(join(folder, 'victim')), ['file'])
    assert.ok(counts.tries > 50 && counts.done > 0 && counts.refused > 0, JSON.stringify(counts))
  })
}
