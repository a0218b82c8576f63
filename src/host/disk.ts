// The sight of a directory root: a mounted image, a container's root, a chroot. Nothing runs there, and nothing leads out of it.
import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { Files, HostView } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import { plainFiles } from './plain-files.ts'
import { rawFiles } from './raw-files.ts'
import { openSys } from './sys.ts'

const oPath = 0o10000000
const atFdcwd = -100

/** The view of a directory, or one clear sentence why it cannot be one. */
export function diskRoot(directory: string, how: 'raw' | 'plain' = 'raw'): HostView | string {
  const root = resolve(directory)
  try {
    if (!statSync(root).isDirectory()) return `${directory} is no directory`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? `${directory} does not exist` : `${directory} cannot be read`
  }
  const files = filesBelow(root, how)
  if (isGap(files.list('/'))) return `${directory} cannot be listed`
  const name = nameOf(files) ?? basename(root)
  const view = (below: Files, where: string): HostView => ({
    name,
    platform: 'linux',
    origin: { kind: 'disk', root: where },
    now: instantOf(Date.now())!,
    files: below,
    inside: path => view(filesBelow(`${where}${path}`, how), `${where}${path}`),
  })
  return view(files, root)
}

function filesBelow(root: string, how: 'raw' | 'plain'): Files {
  const sys = how === 'raw' ? openSys() : undefined
  if (sys === undefined) return plainFiles(root)
  return rawFiles(sys, { fd: sys.call('openat', atFdcwd, sys.pointer(Buffer.from(`${root}\0`)), oPath, 0) })
}

function nameOf(files: Files): string | undefined {
  const content = files.read('/etc/hostname', 256)
  return isGap(content) ? undefined : textOf(content.bytes).trim() || undefined
}
