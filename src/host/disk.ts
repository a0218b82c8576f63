// The sight of a directory root: a mounted image, a container's root, a chroot. Nothing runs there, and nothing leads out of it.
import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { textOf } from '../core/bytes.ts'
import { gap, isGap } from '../core/gap.ts'
import type { Files, HostView } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import { plainFiles, plainRoot } from './plain-files.ts'
import { type Root, rawFiles, rootBelow } from './raw-files.ts'
import { openSys, type Sys } from './sys.ts'

/** The view of a directory, or one clear sentence why it cannot be one. */
export function diskRoot(directory: string, how: 'raw' | 'plain' = 'raw'): HostView | string {
  const root = resolve(directory)
  try {
    if (!statSync(root).isDirectory()) return `${directory} is no directory`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? `${directory} does not exist` : `${directory} cannot be read`
  }
  const files = below(root, how)
  if (isGap(files.files.list('/'))) return `${directory} cannot be listed`
  const name = nameOf(files.files) ?? basename(root)
  const now = instantOf(Date.now())!
  const view = (of: Below, where: string): HostView => ({
    name,
    platform: 'linux',
    origin: { kind: 'disk', root: where },
    now,
    files: of.files,
    inside: path => view(of.inside(path), `${where}${path}`),
  })
  return view(files, root)
}

/** Files below a directory, and the same of a directory in it: symlinks on the way are resolved inside as well. */
interface Below {
  readonly files: Files
  inside(path: string): Below
}

function below(root: string, how: 'raw' | 'plain'): Below {
  const sys = how === 'raw' ? openSys() : undefined
  return sys === undefined ? plainBelow(root) : rawBelow(sys, rootBelow(sys, 'host', root))
}

/** A running kernel's own files: on a disk whatever lies there was put there, and tells nothing of a kernel. */
const ofKernel = /^\/+(?:\.\/+)*(?:proc|sys)(?:\/|$)/

function switchedOff(files: Files): Files {
  const asking = <A extends unknown[], T>(question: (path: string, ...rest: A) => T) => {
    return (path: string, ...rest: A) => (ofKernel.test(path) ? gap(path, 'absent', 'a disk runs no kernel') : question(path, ...rest))
  }
  return {
    lstat: asking(files.lstat),
    stat: asking(files.stat),
    read: asking(files.read),
    readAt: asking(files.readAt),
    readlink: asking(files.readlink),
    list: asking(files.list),
    digest: asking(files.digest),
    xattrs: asking(files.xattrs),
  }
}

function rawBelow(sys: Sys, root: Root): Below {
  return { files: switchedOff(rawFiles(sys, root)), inside: path => rawBelow(sys, rootBelow(sys, root, path)) }
}

function plainBelow(root: string): Below {
  return { files: switchedOff(plainFiles(root)), inside: path => plainBelow(plainRoot(root, path)) }
}

function nameOf(files: Files): string | undefined {
  const content = files.read('/etc/hostname', 256)
  return isGap(content) ? undefined : textOf(content.bytes).trim() || undefined
}
