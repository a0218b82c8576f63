// A whole directory tree as something to compare: of each path its type, mode, owner, times, bytes, extended attributes and inode flags.
import { createHash } from 'node:crypto'
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { run } from './command.ts'

/** What must be the same again; a directory's size and link count are the file system's own affair. */
export interface Node {
  readonly type: 'file' | 'directory' | 'link' | 'other'
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly mtimeNs: string
  readonly links: number
  /** sha256 of a file, the text of a link, the device number of anything else. */
  readonly content: string
  /** As getfattr prints them, access control lists among them. */
  readonly attributes: string
  /** Letters of lsattr, without those by which the file system tells how it keeps a file (extents, index, inline data, encryption, verity). */
  readonly flags: string
}

/** Paths are bytes, read as latin1, so that no name is lost. */
export type Tree = ReadonlyMap<string, Node>

export interface Difference {
  readonly path: string
  /** 'gone', 'new', or the members of Node that differ. */
  readonly what: readonly string[]
}

/** Everything below `top` except what lies at or below one of `skip`. */
export async function treeOf(top: string, skip: readonly string[]): Promise<Tree> {
  const tree = new Map<string, Node>()
  const skipped = new Set(skip)
  const walk = (path: string): void => {
    if (skipped.has(path)) return
    // A process's root is a link: with the stroke behind it, it is the directory.
    const node = nodeAt(top + (path || '/'))
    if (node === undefined) return
    tree.set(path || '/', node)
    if (node.type === 'directory') for (const name of namesIn(top + path)) walk(`${path}/${name}`)
  }
  walk('')
  const parts = namesIn(top).filter(name => !skipped.has(`/${name}`))
  for (const [path, attributes] of await attributesBelow(top, parts)) extend(tree, path, { attributes })
  for (const [path, flags] of await flagsBelow(top, parts)) extend(tree, path, { flags })
  return tree
}

export function differences(before: Tree, after: Tree): Difference[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return paths.flatMap(path => {
    const [was, is] = [before.get(path), after.get(path)]
    if (was === undefined || is === undefined) return [{ path, what: [was === undefined ? 'new' : 'gone'] }]
    const what = differing(was, is)
    return what.length === 0 ? [] : [{ path, what }]
  })
}

export function differing(was: Node, is: Node): string[] {
  return (Object.keys(was) as (keyof Node)[]).filter(key => was[key] !== is[key])
}

function extend(tree: Map<string, Node>, path: string, more: Partial<Node>): void {
  const node = tree.get(path)
  if (node !== undefined) tree.set(path, { ...node, ...more })
}

/** One path, without extended attributes and flags; undefined when nothing is there. */
export function nodeAt(path: string): Node | undefined {
  try {
    const bytes = Buffer.from(path, 'latin1')
    const stat = lstatSync(bytes, { bigint: true })
    const type = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : stat.isSymbolicLink() ? 'link' : 'other'
    const content = {
      file: () => sha256Of(bytes, stat),
      link: () => readlinkSync(bytes, 'latin1'),
      directory: () => '',
      other: () => `${stat.rdev}`,
    }[type]()
    const [uid, gid, mode] = [Number(stat.uid), Number(stat.gid), Number(stat.mode)]
    return {
      type,
      mode,
      uid,
      gid,
      mtimeNs: `${stat.mtimeNs}`,
      links: type === 'directory' ? 0 : Number(stat.nlink),
      content,
      attributes: '',
      flags: '',
    }
  } catch {
    return undefined
  }
}

/** sha256 by identity, size and times: nothing but the kernel sets the time of change, so a file that has the same is read once. */
const known = new Map<string, string>()

function sha256Of(path: Buffer, { dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  const identity = [dev, ino, size, mtimeNs, ctimeNs].join(' ')
  const digest = known.get(identity) ?? createHash('sha256').update(readFileSync(path)).digest('hex')
  known.set(identity, digest)
  return digest
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(Buffer.from(path, 'latin1'), 'latin1')
  } catch {
    return []
  }
}

const patient = { timeoutMs: 120_000 }

async function attributesBelow(top: string, parts: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  // Stays on the file system of each part: /proc and others are not asked.
  const { stdout } = await run(
    'getfattr',
    ['-R', '-P', '-h', '-d', '-m', '-', '-e', 'hex', '--absolute-names', ...parts.map(part => `${top}/${part}`)],
    patient,
  )
  for (const paragraph of stdout.split('\n\n')) {
    const [first = '', ...rest] = paragraph.split('\n')
    if (first.startsWith(`# file: ${top}`)) found.set(unescaped(first.slice(8 + top.length)), rest.join('\n').trim())
  }
  return found
}

/** Octal escapes of getfattr, bytes as latin1. */
function unescaped(path: string): string {
  return Buffer.from(path, 'utf8')
    .toString('latin1')
    .replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
}

async function flagsBelow(top: string, parts: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const paths = parts.map(part => `${top}/${part}`)
  for (const options of ['-d', '-aR']) {
    const { stdout } = await run('lsattr', [options, '--', ...paths], patient)
    for (const line of stdout.split('\n')) {
      const [, flags, path = ''] = /^([-A-Za-z]{10,}) (.*)$/.exec(line) ?? []
      if (flags !== undefined && path.startsWith(`${top}/`))
        found.set(Buffer.from(path.slice(top.length), 'utf8').toString('latin1'), flags.replace(/[-eIhNEV]/g, ''))
    }
  }
  return found
}
