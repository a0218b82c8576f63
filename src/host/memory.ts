// A host made of literals: for tests, and the base on which other sights are compared.
import { createHash } from 'node:crypto'
import { bytesOf } from '../core/bytes.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Content, DirEntry, Files, FileType, HostView, Origin, Stat, Volatile } from '../core/host.ts'
import { type Instant, instantOf } from '../core/instant.ts'
import { gapOfType } from './errno.ts'
import { resolveInside } from './resolve.ts'

/** A file by its content, or with all that is worth saying of it. */
export type Node = string | Uint8Array | NodeDetails

export interface NodeDetails extends Partial<Omit<Stat, 'size'>> {
  readonly content?: string | Uint8Array
  /** Makes it a symlink. */
  readonly link?: string
  readonly xattrs?: Readonly<Record<string, Uint8Array>>
  /** Answers every question about it with this reason: an unreadable file. */
  readonly gap?: Gap['why']
}

export interface MemoryHostOptions {
  readonly name?: string
  readonly now?: string
  readonly volatile?: Volatile
  readonly origin?: Origin
}

const epoch = '2026-01-01T00:00:00.000Z' as Instant

function detailsOf(node: Node): NodeDetails {
  return typeof node === 'string' || node instanceof Uint8Array ? { content: node } : node
}

function contentOf(node: NodeDetails): Uint8Array {
  return typeof node.content === 'string' ? bytesOf(node.content) : (node.content ?? new Uint8Array())
}

/** Paths to nodes; directories in between come by themselves, a path that ends in "/" is an empty directory. */
export function memoryHost(tree: Readonly<Record<string, Node>>, options: MemoryHostOptions = {}): HostView {
  const nodes = new Map<string, NodeDetails>([['/', { type: 'directory', mode: 0o755 }]])
  const children = new Map<string, Set<string>>([['/', new Set()]])
  const addDirectory = (path: string): void => {
    if (path === '' || path === '/') return
    const parent = path.slice(0, path.lastIndexOf('/')) || '/'
    addDirectory(parent)
    children.get(parent)?.add(path.slice(path.lastIndexOf('/') + 1))
    if (!children.has(path)) children.set(path, new Set())
    if (!nodes.has(path)) nodes.set(path, { type: 'directory', mode: 0o755 })
  }
  for (const [path, node] of Object.entries(tree)) {
    const details = detailsOf(node)
    if (path.endsWith('/') || details.type === 'directory') {
      const directory = path.replace(/\/+$/, '') || '/'
      addDirectory(directory)
      nodes.set(directory, { mode: 0o755, ...details, type: 'directory' })
    } else {
      const parent = path.slice(0, path.lastIndexOf('/')) || '/'
      addDirectory(parent)
      children.get(parent)?.add(path.slice(path.lastIndexOf('/') + 1))
      nodes.set(path, details)
    }
  }
  const inodes = new Map([...nodes.keys()].map((path, i) => [path, i + 2]))
  const typeOf = (node: NodeDetails): FileType => node.type ?? (node.link === undefined ? 'file' : 'symlink')
  const readLink = (path: string): string | undefined | Gap => nodes.get(path)?.link ?? (nodes.has(path) ? undefined : gap(path, 'absent'))
  const find = (path: string, follow: boolean): { path: string; node: NodeDetails } | Gap => {
    const resolved = path.includes('\0') ? gap(path, 'malformed', 'path with a NUL') : resolveInside(path, readLink, follow)
    if (isGap(resolved)) return resolved
    const node = nodes.get(resolved)
    if (node === undefined) return gap(path, 'absent')
    return node.gap === undefined ? { path: resolved, node } : gap(path, node.gap)
  }
  const statOf = (found: { path: string; node: NodeDetails } | Gap): Stat | Gap => {
    if (isGap(found)) return found
    const { path, node } = found
    const { content: _, link, xattrs: __, gap: ___, ...given } = node
    const type = typeOf(node)
    const plain = { mode: type === 'symlink' ? 0o777 : 0o644, uid: 0, gid: 0, dev: '0:1', nlink: 1, mtime: epoch, ctime: epoch }
    return { ...plain, ino: inodes.get(path) ?? 1, ...given, type, size: link?.length ?? contentOf(node).length }
  }
  const regular = (path: string): Uint8Array | Gap => {
    const found = find(path, true)
    if (isGap(found)) return found
    const type = typeOf(found.node)
    return type === 'file' ? contentOf(found.node) : gapOfType(path, type)
  }
  const files: Files = {
    lstat: path => statOf(find(path, false)),
    stat: path => statOf(find(path, true)),
    read(path, max = 1 << 20): Content | Gap {
      const bytes = regular(path)
      return isGap(bytes) ? bytes : { bytes: bytes.slice(0, max), whole: bytes.length <= max }
    },
    readAt(path, offset, length) {
      const bytes = regular(path)
      return isGap(bytes) ? bytes : bytes.slice(offset, offset + length)
    },
    readlink(path) {
      const found = find(path, false)
      if (isGap(found)) return found
      return found.node.link ?? gap(path, 'unsupported', 'is no symbolic link')
    },
    list(path, max = 100_000): readonly DirEntry[] | Gap {
      const found = find(path, true)
      if (isGap(found)) return found
      const names = children.get(found.path)
      if (names === undefined) return gap(path, 'unsupported', 'is no directory')
      const prefix = found.path === '/' ? '/' : `${found.path}/`
      return [...names].slice(0, max).map(name => ({ name, type: typeOf(nodes.get(prefix + name) ?? {}) }))
    },
    digest(path, algorithm, max = 512 << 20) {
      const bytes = regular(path)
      if (isGap(bytes)) return bytes
      return bytes.length > max ? gap(path, 'capped', 'too large to hash') : createHash(algorithm).update(bytes).digest('hex')
    },
    xattrs(path) {
      const found = find(path, true)
      return isGap(found) ? found : (found.node.xattrs ?? {})
    },
  }
  const now = instantOf(Date.parse(options.now ?? '2026-06-01T00:00:00Z')) ?? epoch
  const inside = (root: string): HostView => {
    const resolved = resolveInside(root, readLink)
    const prefix = isGap(resolved) ? '\0' : `${resolved.replace(/\/+$/, '')}/`
    const below = Object.entries(tree).filter(([path]) => path.startsWith(prefix))
    const { volatile: _, ...rest } = options
    return memoryHost(Object.fromEntries(below.map(([path, node]) => [path.slice(prefix.length - 1), node])), rest)
  }
  const name = options.name ?? 'memory'
  const origin = options.origin ?? { kind: 'memory' }
  return { name, platform: 'linux', origin, now, files, inside, ...(options.volatile && { volatile: options.volatile }) }
}
