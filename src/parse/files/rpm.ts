// An RPM header as the rpm database keeps it: name, version, and each file with its digest and flags (rpm file format, header structure).
import { textOf } from '../../core/bytes.ts'

export interface RpmFile {
  readonly path: string
  /** Lower-case hex; "" for directories, symlinks and ghosts. */
  readonly digest: string
  readonly config: boolean
  readonly ghost: boolean
  /** Left out at the installation or replaced by another package: its absence or change means nothing. */
  readonly notInstalled: boolean
  /** Names of owner and group; '' where the header has none. */
  readonly user: string
  readonly group: string
}

export interface RpmPackage {
  readonly name: string
  /** version-release, with "epoch:" before it when there is one. */
  readonly version: string
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'other'
  readonly files: readonly RpmFile[]
}

const tag = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  states: 1029,
  digests: 1035,
  flags: 1037,
  users: 1039,
  groups: 1040,
  directoryIndexes: 1116,
  baseNames: 1117,
  directories: 1118,
  algorithm: 5011,
}
/** PGP hash algorithm numbers (RFC 9580), which tag 5011 uses; MD5 when it is absent. */
const algorithms: Readonly<Record<number, RpmPackage['algorithm']>> = { 1: 'md5', 2: 'sha1', 8: 'sha256' }

const mostEntries = 4096
const mostFiles = 200_000

interface Entry {
  readonly type: number
  readonly offset: number
  readonly count: number
}

/** The package of a header blob; undefined when it is damaged so far that it has no name. With `withFiles` false no file is looked at. */
export function parseRpmHeader(blob: Uint8Array, withFiles = true): RpmPackage | undefined {
  if (blob.length < 8) return undefined
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  const count = view.getUint32(0)
  if (count > mostEntries || 8 + count * 16 > blob.length) return undefined
  const entries = new Map<number, Entry>()
  for (let i = 0; i < count; i++) {
    const at = 8 + i * 16
    entries.set(view.getUint32(at), { type: view.getUint32(at + 4), offset: view.getUint32(at + 8), count: view.getUint32(at + 12) })
  }
  const data = blob.subarray(8 + count * 16)
  const texts = (which: number): string[] => textsOf(data, entries.get(which))
  const numbers = (which: number): number[] => numbersOf(data, entries.get(which))
  const name = texts(tag.name)[0]
  if (name === undefined || name === '') return undefined
  const epoch = numbers(tag.epoch)[0]
  const version = `${epoch === undefined ? '' : `${epoch}:`}${texts(tag.version)[0] ?? ''}-${texts(tag.release)[0] ?? ''}`
  const algorithm = algorithms[numbers(tag.algorithm)[0] ?? 1] ?? 'other'
  if (!withFiles) return { name, version, algorithm, files: [] }
  const [bases, directories, indexes] = [texts(tag.baseNames), texts(tag.directories), numbers(tag.directoryIndexes)]
  const [digests, flags, states] = [texts(tag.digests), numbers(tag.flags), numbers(tag.states)]
  const [users, groups] = [texts(tag.users), texts(tag.groups)]
  const files = bases.map((base, i) => ({
    path: (directories[indexes[i] ?? -1] ?? '/') + base,
    digest: /^[0-9a-f]{32,128}$/.test(digests[i] ?? '') ? (digests[i] ?? '') : '',
    config: ((flags[i] ?? 0) & 1) !== 0,
    ghost: ((flags[i] ?? 0) & 64) !== 0,
    notInstalled: (states[i] ?? 0) !== 0,
    user: users[i] ?? '',
    group: groups[i] ?? '',
  }))
  return { name, version, algorithm, files }
}

/** STRING (6), STRING_ARRAY (8) and I18NSTRING (9): texts that end in NUL. */
function textsOf(data: Uint8Array, entry: Entry | undefined): string[] {
  if (entry === undefined || ![6, 8, 9].includes(entry.type)) return []
  const list: string[] = []
  for (let at = entry.offset; at < data.length && list.length < Math.min(entry.count, mostFiles); ) {
    const end = data.indexOf(0, at)
    if (end < 0) break
    list.push(textOf(data.subarray(at, end)))
    at = end + 1
  }
  return list
}

/** CHAR (1), INT8 (2), INT16 (3), INT32 (4), big-endian. */
function numbersOf(data: Uint8Array, entry: Entry | undefined): number[] {
  const width = { 1: 1, 2: 1, 3: 2, 4: 4 }[entry?.type ?? 0]
  if (entry === undefined || width === undefined) return []
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const list: number[] = []
  for (let at = entry.offset; at + width <= data.length && list.length < Math.min(entry.count, mostFiles); at += width)
    list.push(width === 4 ? view.getUint32(at) : width === 2 ? view.getUint16(at) : view.getUint8(at))
  return list
}
