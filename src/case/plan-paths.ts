// One name for each file: symlinked directories resolved, and a container's or service's own view led back to the host's disk.
import { bytesOf } from '../core/bytes.ts'
import type { Facts } from '../core/facts.ts'
import { isGap, orUndefined } from '../core/gap.ts'
import type { Files, HostView, Stat } from '../core/host.ts'
import { sha256 } from '../core/sha256.ts'

const mostLinks = 40
const mostPrivate = 500

/** The path with every symlinked directory resolved, its last part kept: a symlink that is meant is the link itself. */
export function trueName(files: Files, path: string): string {
  const waiting = path.split('/').filter(part => part !== '' && part !== '.')
  let done: string[] = []
  for (let links = 0; waiting.length > 0; ) {
    const part = waiting.shift() ?? ''
    if (part === '..') {
      done.pop()
      continue
    }
    const target = waiting.length === 0 ? undefined : orUndefined(files.readlink(`/${[...done, part].join('/')}`))
    if (target === undefined || ++links > mostLinks) {
      done.push(part)
      continue
    }
    if (target.startsWith('/')) done = []
    waiting.unshift(...target.split('/').filter(p => p !== '' && p !== '.'))
  }
  return `/${done.join('/')}`
}

/** The path on the host's own disk of a file seen through /proc/PID/root; the given path when it is none or cannot be found. */
export function onHostDisk(path: string, facts: Facts, { files }: HostView): string {
  const match = /^\/proc\/(\d+)\/root(\/.+)$/.exec(path)
  const inside = match?.[2]
  if (inside === undefined) return trueName(files, path)
  const seen = files.lstat(path)
  const process = facts.processes.find(p => p.pid === Number(match?.[1]))
  if (isGap(seen) || process === undefined) return path
  const container = facts.containers.find(c => c.id === process.container)
  const layer = container?.upperDir === undefined ? undefined : `${container.upperDir}${inside}`
  // An overlay shows its upper layer's inode numbers under a device of its own.
  if (layer !== undefined && isSame(files, layer, seen, 'inode')) return trueName(files, layer)
  const candidates = [
    ...(container?.rootDir === undefined ? [] : [container.rootDir + inside]),
    ...(process.root === undefined ? [] : [process.root + inside]),
    inside,
    ...privateTemporary(files, inside),
  ]
  const found = candidates.find(candidate => isSame(files, candidate, seen, 'device'))
  return found === undefined ? path : trueName(files, found)
}

function isSame(files: Files, path: string, seen: Stat, by: 'inode' | 'device'): boolean {
  const stat = files.lstat(path)
  return !isGap(stat) && stat.ino === seen.ino && stat.size === seen.size && (by === 'inode' || stat.dev === seen.dev)
}

/** Where systemd keeps the /tmp and /var/tmp of services with PrivateTmp=. */
function privateTemporary(files: Files, inside: string): readonly string[] {
  const [, base, rest] = /^(\/(?:var\/)?tmp)(\/.+)$/.exec(inside) ?? []
  if (base === undefined || rest === undefined) return []
  const entries = orUndefined(files.list(base)) ?? []
  const own = entries.filter(e => e.type === 'directory' && e.name.startsWith('systemd-private-'))
  return own.slice(0, mostPrivate).map(e => `${base}/${e.name}/tmp${rest}`)
}

/** Digest of a symlink's text: what a link is known by. */
export function linkDigest(target: string): string {
  return sha256(bytesOf(target))
}
