// A directory as a disk that actions may change: built from literals with every kind of metadata, and compared as a whole.
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  lchownSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { Scene } from '../src/core/action.ts'
import type { HostControl } from '../src/core/control.ts'
import { isGap } from '../src/core/gap.ts'
import type { HostView } from '../src/core/host.ts'
import { hostControl } from '../src/host/control.ts'
import { descriptors } from '../src/host/descriptors.ts'
import { diskRoot } from '../src/host/disk.ts'
import type { Node, NodeDetails } from '../src/host/memory.ts'
import { openSys } from '../src/host/sys.ts'
import { openVault } from '../src/store/vault.ts'
import { type ChangeableHost, changeableHost, sha256Of } from './control.ts'

/** Owners, attributes and flags of files belong to root alone. */
export const mayOwnDisks = process.getuid?.() === 0 && openSys() !== undefined

const locks = { immutable: 0x10, appendOnly: 0x20 }

function withDescriptor<T>(path: string, act: (at: ReturnType<typeof descriptors>, fd: number) => T): T {
  const at = descriptors(openSys()!)
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return act(at, fd)
  } finally {
    closeSync(fd)
  }
}

function build(root: string, path: string, node: Node): void {
  const details: NodeDetails = typeof node === 'string' || node instanceof Uint8Array ? { content: node } : node
  const place = join(root, path)
  if (path.endsWith('/') || details.type === 'directory') {
    mkdirSync(place, { recursive: true })
    if (details.mode !== undefined) chmodSync(place, details.mode)
    return
  }
  mkdirSync(dirname(place), { recursive: true })
  if (details.link === undefined) writeFileSync(place, details.content ?? '')
  else symlinkSync(details.link, place)
  lchownSync(place, details.uid ?? 0, details.gid ?? 0)
  const at = (details.mtime === undefined ? 1_700_000_000_123 : Date.parse(details.mtime)) / 1000
  if (details.link === undefined) {
    chownSync(place, details.uid ?? 0, details.gid ?? 0)
    chmodSync(place, details.mode ?? 0o644)
    withDescriptor(place, (calls, fd) => {
      for (const [name, value] of Object.entries(details.xattrs ?? {}))
        if (calls.setAttribute(fd, name, value) < 0) throw new Error(`${path}: ${name} cannot be set here`)
    })
  }
  lutimesSync(place, at + 1, at)
  const flags = (details.immutable ? locks.immutable : 0) | (details.appendOnly ? locks.appendOnly : 0)
  if (flags !== 0)
    withDescriptor(place, (calls, fd) => {
      if (calls.setFlags(fd, (calls.flags(fd) ?? 0) | flags) < 0) throw new Error(`${path}: flags cannot be set here`)
    })
}

/** All of a directory: type, mode, owner, link count, times, attributes, flags and content of everything in it (of links no access time: looking changes it). Not looked at through davylamp's control. */
export function pictureOf(root: string, folders: 'with times' | 'without times'): Record<string, unknown> {
  const picture: Record<string, unknown> = {}
  const visit = (path: string): void => {
    const place = join(root, path)
    const stat = lstatSync(place, { bigint: true })
    const told = { mode: stat.mode.toString(8), uid: stat.uid, gid: stat.gid, mtime: stat.mtimeNs }
    if (stat.isSymbolicLink()) picture[path] = { ...told, link: readlinkSync(place) }
    else if (stat.isFile()) {
      const fd = openSync(place, constants.O_RDONLY | constants.O_NOATIME)
      const content = sha256Of(readFileSync(fd))
      closeSync(fd)
      const more = withDescriptor(place, (at, open) => ({ xattrs: at.attributes(open), flags: at.flags(open) }))
      picture[path] = { ...told, atime: stat.atimeNs, nlink: stat.nlink, content, ...more }
    } else picture[path] = folders === 'with times' ? told : { ...told, mtime: undefined }
    if (stat.isDirectory()) for (const name of readdirSync(place).sort()) visit(join(path, name))
  }
  visit('/')
  return picture
}

function unlock(root: string): void {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    withDescriptor(join(entry.parentPath, entry.name), (at, fd) => {
      const flags = at.flags(fd)
      if (flags !== undefined && (flags & 0x30) !== 0) at.setFlags(fd, flags & ~0x30)
    })
  }
}

export type DiskHost = Scene &
  Pick<ChangeableHost, 'at' | 'put' | 'picture'> & { readonly root: string; readonly control: HostControl; end(): void }

/** The files of a tree as a disk of their own, with davylamp's real control and vault; /proc and /sys are left out, a disk has none. */
export function diskHost(tree: Readonly<Record<string, Node>>): DiskHost {
  const base = mkdtempSync(join(tmpdir(), 'davylamp-disk-'))
  const root = join(base, 'root')
  mkdirSync(root)
  for (const [path, node] of Object.entries(tree)) if (!/^\/(?:proc|sys)\//.test(path)) build(root, path, node)
  const host = diskRoot(root) as HostView
  const control = hostControl(host)!
  return {
    root,
    host,
    control,
    vault: openVault(join(base, 'vault')),
    at(path) {
      const found = control.files.capture(path, 1 << 24)
      return isGap(found) ? undefined : found
    },
    put(path, node) {
      unlock(root)
      const there = control.files.capture(path, 1 << 24)
      if (!isGap(there)) unlinkSync(join(root, path))
      if (node !== undefined) build(root, path, node)
    },
    // A file that was made and taken away again leaves a trace in its directory's time.
    picture: () => pictureOf(root, 'without times'),
    end() {
      unlock(root)
      rmSync(base, { recursive: true })
    },
  }
}

/** What both hosts offer to a test. */
export type EitherHost = Scene & Pick<ChangeableHost, 'at' | 'put' | 'picture'>

/** One test on a host in memory and once more on a real disk, as far as this account may. */
export function onBoth(name: string, act: (hostOf: (tree: Readonly<Record<string, Node>>) => EitherHost) => void): void {
  test(`${name}, in memory`, () => act(changeableHost))
  test(`${name}, on disk`, { skip: !mayOwnDisks }, () => {
    const made: DiskHost[] = []
    try {
      act(tree => {
        const host = diskHost(tree)
        made.push(host)
        return host
      })
    } finally {
      for (const host of made) host.end()
    }
  })
}

/** Attributes as the kernel takes them: the capability cap_setuid+ep, an access list that lets uid 1000 read and run, a label. */
export const realAttributes: Readonly<Record<string, Uint8Array>> = {
  'security.capability': Buffer.from('0100000280000000000000000000000000000000', 'hex'),
  'system.posix_acl_access': Buffer.from('0200000001000700ffffffff02000500e803000004000500ffffffff10000500ffffffff20000500ffffffff', 'hex'),
  'user.origin': Buffer.from('https://example.org/\u0000x'),
}
