// Files changed and brought back: the same on a running host and on a disk, exact to the last attribute, and refused when they are others by now.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import type { FileControl, FileState } from '../core/control.ts'
import { type Gap, isGap } from '../core/gap.ts'
import { hostControl } from './control.ts'
import { diskRoot } from './disk.ts'
import { fileControl } from './file-control.ts'
import { liveLinux } from './live-linux.ts'
import { memoryHost } from './memory.ts'
import { parkingName } from './replacement.ts'
import { errno, openSys, type Sys } from './sys.ts'

const isRoot = process.getuid?.() === 0
const skip = isRoot ? false : 'needs root'
const base = mkdtempSync(join(tmpdir(), 'davylamp-control-'))
const run = (command: string, ...args: readonly string[]): string => execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' })
const can = (command: string, ...args: readonly string[]): boolean => {
  try {
    run(command, ...args)
    return true
  } catch {
    return false
  }
}
after(() => {
  can('chattr', '-R', '-i', '-a', base)
  rmSync(base, { recursive: true, force: true })
})

let folders = 0
/** A fresh directory with its control, the path in it, and the same path for the eyes of the test. */
interface Place {
  readonly files: FileControl
  readonly inside: (path: string) => string
  readonly outside: (path: string) => string
}

const places: Record<string, () => Place> = {
  'the running host': () => {
    const folder = join(base, `live${folders++}`)
    mkdirSync(folder)
    return { files: hostControl(liveLinux())!.files, inside: path => folder + path, outside: path => folder + path }
  },
  'an old kernel': () => {
    const folder = join(base, `old${folders++}`)
    mkdirSync(folder)
    const files = fileControl(poorer(openSys()!), '/', 'live')
    assert.ok(!isGap(files))
    return { files, inside: path => folder + path, outside: path => folder + path }
  },
  'a disk': () => {
    const folder = join(base, `disk${folders++}`)
    mkdirSync(folder)
    const host = diskRoot(folder)
    assert.ok(typeof host !== 'string', String(host))
    return { files: hostControl(host)!.files, inside: path => path, outside: path => folder + path }
  },
}

/** Without openat2 (Linux 5.6), and a file system that can neither exchange names nor promise not to replace one (NFS). */
function poorer(sys: Sys): Sys {
  return {
    pointer: buffer => sys.pointer(buffer),
    call(name, ...args) {
      if (name === 'openat2') return -errno.ENOSYS
      return name === 'renameat2' && args[4] !== 0 ? -errno.EINVAL : sys.call(name, ...args)
    },
  }
}

function capture(files: FileControl, path: string): { state: FileState; bytes: Uint8Array } {
  const found = files.capture(path, 1 << 20)
  assert.ok(!isGap(found), JSON.stringify(found))
  return found
}

/** What may differ after the way back: the inode's number. */
function lasting(state: FileState) {
  const { ino: _, ...rest } = state
  return rest
}

const done = (outcome: Gap | undefined): void => assert.equal(outcome, undefined, JSON.stringify(outcome))
const refused = (outcome: Gap | undefined, why: Gap['why']): void => assert.equal(outcome?.why, why, JSON.stringify(outcome))
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
const aside = (folder: string): readonly string[] => readdirSync(folder).filter(name => name.startsWith('.davylamp'))

for (const [name, open] of Object.entries(places)) {
  describe(`files of ${name}`, { skip }, () => {
    test('rewritten and restored: content, owner, mode, attributes, flags and times', () => {
      const { files, inside, outside } = open()
      mkdirSync(outside('/etc'))
      const path = outside('/etc/job')
      writeFileSync(path, 'old content\n')
      chownSync(path, 1234, 2345)
      chmodSync(path, 0o6751)
      can('setfattr', '-n', 'user.note', '-v', 'kept', path)
      can('setfacl', '-m', 'u:33:rw', path)
      can('setcap', 'cap_net_raw+ep', path)
      chmodSync(path, 0o6751)
      utimesSync(path, 1_500_000_000.123456, 1_400_000_000.654321)
      utimesSync(outside('/etc'), 1_300_000_000, 1_350_000_000)
      const isFlagged = can('chattr', '+i', path)
      const was = capture(files, inside('/etc/job'))
      assert.equal(was.state.mode, 0o6751)
      assert.equal(was.state.immutable, isFlagged)
      done(files.rewrite(was.state, Buffer.from('new')))
      const will = capture(files, inside('/etc/job'))
      assert.equal(text(will.bytes), 'new')
      const { size: _s, sha256: _h, mtime, folder, ino: _i, ...kept } = will.state
      const { size: _s2, sha256: _h2, mtime: before, folder: folderBefore, ino: _i2, ...expected } = was.state
      assert.deepEqual(kept, expected)
      assert.ok(BigInt(mtime) > BigInt(before), 'cron daemons see the change')
      assert.notEqual(folder?.mtime, folderBefore?.mtime)
      done(files.rewrite(was.state, Buffer.from('new')))
      done(files.restore(was.state, was.bytes, will.state))
      assert.deepEqual(lasting(capture(files, inside('/etc/job')).state), lasting(was.state))
      done(files.restore(was.state, was.bytes, will.state))
      assert.equal(readFileSync(path, 'utf8'), 'old content\n')
      assert.deepEqual(aside(outside('/etc')), [])
    })

    test('removed and restored, out of an immutable directory, which stays so', () => {
      const { files, inside, outside } = open()
      mkdirSync(outside('/d'))
      writeFileSync(outside('/d/x'), 'x', { mode: 0o4711 })
      chmodSync(outside('/d/x'), 0o4711)
      const isFlagged = can('chattr', '+a', outside('/d/x')) && can('chattr', '+i', outside('/d'))
      const was = capture(files, inside('/d/x'))
      done(files.remove(was.state))
      refused(files.remove(was.state), 'absent')
      assert.deepEqual(readdirSync(outside('/d')), [])
      done(files.restore(was.state, was.bytes, undefined))
      done(files.restore(was.state, was.bytes, undefined))
      assert.deepEqual(lasting(capture(files, inside('/d/x')).state), lasting(was.state))
      if (isFlagged) assert.match(run('lsattr', '-d', outside('/d')), /^\S*i/)
    })

    test('a symlink is captured, removed and restored as one', () => {
      const { files, inside, outside } = open()
      symlinkSync('/etc/passwd', outside('/link'))
      lutimesSync(outside('/link'), 1_200_000_000, 1_250_000_000)
      const was = capture(files, inside('/link'))
      assert.equal(was.state.link, '/etc/passwd')
      assert.equal(text(was.bytes), '/etc/passwd')
      refused(files.rewrite(was.state, Buffer.from('x')), 'unsupported')
      done(files.remove(was.state))
      assert.ok(!existsSync(outside('/link')))
      done(files.restore(was.state, was.bytes, undefined))
      assert.deepEqual(lasting(capture(files, inside('/link')).state), lasting(was.state))
      assert.equal(readlinkSync(outside('/link')), '/etc/passwd')
    })

    test('a file instead of a symlink, and the symlink instead of the file', () => {
      const { files, inside, outside } = open()
      symlinkSync('/usr/lib/unit', outside('/unit'))
      const link = capture(files, inside('/unit'))
      unlinkSync(outside('/unit'))
      writeFileSync(outside('/unit'), 'mask')
      const file = capture(files, inside('/unit'))
      done(files.restore(link.state, link.bytes, file.state))
      assert.equal(readlinkSync(outside('/unit')), '/usr/lib/unit')
      done(files.restore(file.state, file.bytes, capture(files, inside('/unit')).state))
      assert.deepEqual(lasting(capture(files, inside('/unit')).state), lasting(file.state))
    })

    test('hard links stay together: rewritten in the inode, linked again after removal', () => {
      const { files, inside, outside } = open()
      writeFileSync(outside('/one'), 'shared content')
      linkSync(outside('/one'), outside('/two'))
      const was = capture(files, inside('/one'))
      done(files.rewrite(was.state, Buffer.from('less')))
      assert.equal(readFileSync(outside('/two'), 'utf8'), 'less')
      done(files.restore(was.state, was.bytes, capture(files, inside('/one')).state))
      assert.deepEqual(capture(files, inside('/one')).state, was.state)
      done(files.remove(was.state))
      done(files.restore(was.state, was.bytes, undefined))
      assert.deepEqual(capture(files, inside('/one')).state, was.state)
    })

    test('refused when it is another file by now; nothing is changed then', () => {
      const { files, inside, outside } = open()
      writeFileSync(outside('/f'), 'planned')
      const was = capture(files, inside('/f'))
      appendFileSync(outside('/f'), ' on')
      const drifted = statSync(outside('/f'), { bigint: true })
      refused(files.rewrite(was.state, Buffer.from('x')), 'tampered')
      refused(files.remove(was.state), 'tampered')
      refused(files.restore({ ...was.state, mode: 0o4777 }, was.bytes, was.state), 'tampered')
      refused(files.restore(was.state, was.bytes, undefined), 'tampered')
      assert.equal(statSync(outside('/f'), { bigint: true }).ctimeNs, drifted.ctimeNs)
      unlinkSync(outside('/f'))
      symlinkSync('/etc/passwd', outside('/f'))
      refused(files.rewrite(was.state, Buffer.from('x')), 'tampered')
      refused(files.remove(was.state), 'tampered')
      assert.deepEqual(aside(outside('/')), [])
    })

    test('an equal file with other rights is not adopted: somebody may hold it open', () => {
      const { files, inside, outside } = open()
      writeFileSync(outside('/s'), 'same')
      const was = capture(files, inside('/s'))
      unlinkSync(outside('/s'))
      writeFileSync(outside('/s'), 'same')
      chownSync(outside('/s'), 1234, 1234)
      refused(files.restore(was.state, was.bytes, undefined), 'tampered')
      const theirs = capture(files, inside('/s'))
      done(files.restore(was.state, was.bytes, theirs.state))
      assert.deepEqual(lasting(capture(files, inside('/s')).state), lasting(was.state))
    })

    test('another name of an equal file makes way: the times and attributes of that file stay', () => {
      const { files, inside, outside } = open()
      writeFileSync(outside('/f'), 'content')
      can('setfattr', '-n', 'user.note', '-v', 'kept', outside('/f'))
      const was = capture(files, inside('/f'))
      writeFileSync(outside('/victim'), 'content')
      utimesSync(outside('/victim'), 1000, 2000)
      const victim = () => {
        const { folder: _, ...rest } = capture(files, inside('/victim')).state
        return rest
      }
      const before = victim()
      done(files.remove(was.state))
      linkSync(outside('/victim'), outside('/f'))
      done(files.restore(was.state, was.bytes, undefined))
      assert.deepEqual(victim(), before)
      assert.deepEqual(lasting(capture(files, inside('/f')).state), lasting(was.state))
      done(files.restore(was.state, was.bytes, undefined))
      assert.deepEqual(lasting(capture(files, inside('/f')).state), lasting(was.state))
    })

    test('content never changes behind an unchanged time', () => {
      const { files, inside, outside } = open()
      writeFileSync(outside('/tab'), 'a\nb\n')
      utimesSync(outside('/tab'), 1_000_000_000, 1_000_000_000)
      const was = capture(files, inside('/tab'))
      const bytes = Buffer.from('a\n')
      const sha256 = run('sh', '-c', 'printf "a\\n" | sha256sum').slice(0, 64)
      done(files.restore({ ...was.state, size: 2, sha256 }, bytes, was.state))
      const will = capture(files, inside('/tab'))
      assert.ok(BigInt(will.state.mtime) > BigInt(was.state.mtime))
      done(files.restore(was.state, was.bytes, will.state))
      assert.deepEqual(lasting(capture(files, inside('/tab')).state), lasting(was.state))
    })

    test('a path through symlinked directories is recorded without them', () => {
      const { files, inside, outside } = open()
      mkdirSync(outside('/usr/bin'), { recursive: true })
      symlinkSync('usr/bin', outside('/bin'))
      writeFileSync(outside('/usr/bin/tool'), 't')
      const was = capture(files, inside('/bin/../bin/tool'))
      assert.equal(was.state.path, inside('/usr/bin/tool'))
      done(files.remove(was.state))
      refused(files.restore({ ...was.state, path: inside('/bin/tool') }, was.bytes, undefined), 'tampered')
      refused(files.restore({ ...was.state, path: inside('/usr/../usr/bin/tool') }, was.bytes, undefined), 'malformed')
      done(files.restore(was.state, was.bytes, undefined))
    })

    test('no directory, pipe, missing, nameless or too large file', () => {
      const { files, inside, outside } = open()
      run('mkfifo', outside('/pipe'))
      writeFileSync(outside('/big'), 'x'.repeat(1000))
      const why = (path: string): string => {
        const found = files.capture(inside(path), 100)
        return isGap(found) ? found.why : 'captured'
      }
      assert.deepEqual(['/pipe', '/big', '/nope', '/nope/x', '/', '/a\0b'].map(why), [
        'malformed',
        'capped',
        'absent',
        'absent',
        name === 'a disk' ? 'malformed' : 'unsupported',
        'malformed',
      ])
    })

    test('what an interrupted run left aside is found again', () => {
      const { files, inside, outside } = open()
      writeFileSync(outside('/v'), 'v')
      const was = capture(files, inside('/v'))
      const waiting = outside(`/${parkingName(was.state.path)}`)
      renameSync(outside('/v'), waiting)
      done(files.remove(was.state))
      assert.deepEqual(readdirSync(outside('/')), [])
      done(files.restore(was.state, was.bytes, undefined))
      const again = capture(files, inside('/v'))
      renameSync(outside('/v'), waiting)
      done(files.restore(again.state, again.bytes, undefined))
      assert.deepEqual(capture(files, inside('/v')).state, again.state)
      writeFileSync(waiting, 'half written')
      done(files.rewrite(again.state, Buffer.from('w')))
      assert.deepEqual(readdirSync(outside('/')), ['v'])
    })

    test('any content, mode, owner, times and attributes come back', { timeout: 60_000 }, () => {
      const { files, inside, outside } = open()
      const hasAttributes = ((): boolean => {
        writeFileSync(outside('/any'), '')
        return can('setfattr', '-n', 'user.a', '-v', 'b', outside('/any'))
      })()
      const time = fc.integer({ min: -1_000_000_000, max: 4_000_000_000 })
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 5000 }),
          fc.uint8Array({ maxLength: 5000 }),
          fc.integer({ min: 0, max: 0o7777 }),
          fc.integer({ min: 0, max: 70_000 }),
          time,
          time,
          fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[ -~]{1,40}$/), { maxKeys: 3 }),
          (content, other, mode, owner, atime, mtime, attributes) => {
            const path = outside('/any')
            rmSync(path, { force: true })
            writeFileSync(path, content)
            if (hasAttributes)
              for (const [key, value] of Object.entries(attributes))
                run('setfattr', '-n', `user.${key}`, '-v', `0x${Buffer.from(value).toString('hex')}`, path)
            chownSync(path, owner, owner)
            chmodSync(path, mode)
            utimesSync(path, atime, mtime)
            const was = capture(files, inside('/any'))
            done(files.remove(was.state))
            done(files.restore(was.state, was.bytes, undefined))
            const back = capture(files, inside('/any'))
            assert.deepEqual(lasting(back.state), lasting(was.state))
            assert.deepEqual(Buffer.from(back.bytes), Buffer.from(content))
            done(files.rewrite(back.state, other))
            done(files.restore(was.state, was.bytes, capture(files, inside('/any')).state))
            assert.deepEqual(lasting(capture(files, inside('/any')).state), lasting(was.state))
          },
        ),
        { numRuns: 40 },
      )
    })
  })
}

describe('file systems that refuse', { skip }, () => {
  const mounted = (options: string, act: (folder: string, files: FileControl) => void): void => {
    const folder = join(base, `mount${folders++}`)
    mkdirSync(folder)
    run('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder)
    try {
      const files = fileControl(openSys()!, folder, 'disk')
      assert.ok(!isGap(files))
      act(folder, files)
    } finally {
      run('umount', '-l', folder)
    }
  }
  const canMount = isRoot && can('unshare', '-m', 'true')

  test('a full one: as it was, nothing left aside', { skip: !canMount && 'cannot mount' }, () =>
    mounted('size=64k', (folder, files) => {
      writeFileSync(join(folder, 'f'), 'content')
      linkSync(join(folder, 'f'), join(folder, 'g'))
      writeFileSync(join(folder, 'h'), 'content')
      for (const name of ['/f', '/h']) {
        const was = capture(files, name)
        refused(files.rewrite(was.state, Buffer.alloc(200_000)), 'capped')
        assert.deepEqual(lasting({ ...capture(files, name).state, folder: undefined }), lasting({ ...was.state, folder: undefined }))
      }
      assert.deepEqual(readdirSync(folder).sort(), ['f', 'g', 'h'])
    }),
  )

  test('a read-only one', { skip: !canMount && 'cannot mount' }, () =>
    mounted('size=64k', (folder, files) => {
      writeFileSync(join(folder, 'f'), 'content')
      const was = capture(files, '/f')
      run('mount', '-o', 'remount,ro', folder)
      refused(files.rewrite(was.state, Buffer.from('x')), 'denied')
      refused(files.remove(was.state), 'denied')
      assert.deepEqual(capture(files, '/f'), was)
    }),
  )

  test('a file mounted over is rewritten in its inode', { skip: !canMount && 'cannot mount' }, () => {
    const folder = join(base, `bind${folders++}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'below'), 'below')
    writeFileSync(join(folder, 'hosts'), 'old')
    run('mount', '--bind', join(folder, 'hosts'), join(folder, 'below'))
    try {
      const { files } = hostControl(liveLinux())!
      const was = capture(files, join(folder, 'below'))
      done(files.rewrite(was.state, Buffer.from('new')))
      assert.equal(readFileSync(join(folder, 'hosts'), 'utf8'), 'new')
      done(files.restore(was.state, was.bytes, capture(files, join(folder, 'below')).state))
      assert.equal(readFileSync(join(folder, 'hosts'), 'utf8'), 'old')
      assert.ok(isGap(files.remove(capture(files, join(folder, 'below')).state)))
      assert.equal(lstatSync(join(folder, 'below')).size, 3)
    } finally {
      run('umount', join(folder, 'below'))
    }
  })
})

test('a value of the kernel is written, read back and restored; others cannot be removed', { skip }, () => {
  const { files } = hostControl(liveLinux())!
  const path = '/proc/sys/kernel/domainname'
  const was = capture(files, path)
  done(files.rewrite(was.state, Buffer.from('davylamp.test\n')))
  try {
    assert.equal(readFileSync(path, 'utf8'), 'davylamp.test\n')
    refused(files.rewrite(was.state, Buffer.from('other\n')), 'tampered')
    refused(files.remove(was.state), 'unsupported')
  } finally {
    done(files.restore(was.state, was.bytes, capture(files, path).state))
  }
  assert.deepEqual(Buffer.from(capture(files, path).bytes), Buffer.from(was.bytes))
  const disk = diskRoot('/')
  assert.ok(typeof disk !== 'string')
  const found = hostControl(disk)!.files.capture(path, 4096)
  assert.ok(isGap(found) && found.why === 'absent')
})

test('what cannot be changed has no control', () => {
  assert.equal(hostControl(memoryHost({})), undefined)
  assert.equal(hostControl(liveLinux().inside('/')), undefined)
  assert.ok(hostControl(liveLinux())?.processes !== undefined)
})
