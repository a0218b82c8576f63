// One file as a row of facts: what it is, who owns it, and, for what no package vouches for, its hash, ELF headers and telling strings.
import { textOf } from '../core/bytes.ts'
import { entity } from '../core/entity.ts'
import type { ElfFact, FileFact } from '../core/facts/file.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { HostView, Stat } from '../core/host.ts'
import { capabilityText } from '../parse/files/capability.ts'
import { readElf } from '../parse/files/elf.ts'
import { magicOf } from '../parse/magic.ts'
import { nameTrick } from '../parse/names.ts'
import { isHiddenPath } from '../parse/places.ts'
import { interestingStrings } from '../parse/strings.ts'
import type { Subject } from './file-subjects/subject.ts'
import type { Recorded } from './package-database/record.ts'

/** How much may still be read in this pass, in bytes: so that one crowded directory cannot make a scan slow. */
export interface Budget {
  head: number
  hash: number
  strings: number
  /** Larger files are not hashed or compared. */
  readonly largest: number
  /** What was found of a file under another name, by device, inode and size. */
  readonly looked: Map<string, Pick<FileFact, 'sha256' | 'elf'>>
}

export interface Ownership {
  /** The host has a package database, and the path is the host's own. */
  readonly known: boolean
  readonly record?: Recorded | undefined
  /** What a verification already found. */
  readonly verified?: 'intact' | 'modified' | undefined
}

const longestHead = 65536
const pieceOfStrings = 1 << 20
/** A packaged file is compared with its checksum in the first pass only up to this size. */
const quickCompare = 4 << 20

/** The row; undefined for a file that vanished or says nothing; a Gap when it cannot be looked at. */
export function fileRow(host: HostView, subject: Subject, ownership: Ownership, budget: Budget): FileFact | Gap | undefined {
  const { path, from, roles } = subject
  const stat = from === path && !isExeLink(path) ? host.files.lstat(path) : host.files.stat(from)
  if (isGap(stat)) return stat.why === 'absent' ? undefined : stat
  const base = {
    id: entity('file', path),
    path,
    roles: [...roles],
    stat,
    ...(subject.container === undefined ? {} : { container: subject.container }),
    ...(subject.layer === undefined ? {} : { containerLayer: subject.layer }),
  }
  if (stat.type !== 'file') return otherRow(host, base)
  const head = host.files.readAt(from, 0, 4096)
  const magic = isGap(head) ? 'unread' : magicOf(head)
  if (!worthTelling(base, magic)) return undefined
  const packaged = packagedState(host, from, stat, ownership, budget)
  const vouchedFor = packaged === 'intact' || packaged === 'unverifiable' || (packaged === undefined && ownership.record !== undefined)
  const runs = magic === 'elf' || magic === 'script' || (stat.mode & 0o111) !== 0
  const xattrs = runs ? host.files.xattrs(from) : {}
  const capabilities = isGap(xattrs) ? undefined : capabilityText(xattrs['security.capability'] ?? new Uint8Array())
  const suspect = runs || [...roles].some(role => role === 'running' || role === 'library' || role === 'autostart')
  return {
    ...base,
    magic,
    xattrs: isGap(xattrs) ? [] : Object.keys(xattrs),
    ...optional('capabilities', capabilities),
    ...optional('package', ownership.record?.package),
    ...optional('packaged', packaged),
    ...optional('head', vouchedFor ? undefined : headOf(host, from, magic, budget)),
    ...(vouchedFor ? {} : insideOf(host, from, stat, magic === 'elf', suspect, budget)),
  }
}

function insideOf(host: HostView, from: string, stat: Stat, elf: boolean, hash: boolean, budget: Budget): Pick<FileFact, 'sha256' | 'elf'> {
  const key = `${stat.dev} ${stat.ino} ${stat.size}`
  const known = elf ? budget.looked.get(key) : undefined
  if (known !== undefined) return known
  const found = {
    ...optional('sha256', hash ? hashOf(host, from, stat, budget) : undefined),
    ...optional('elf', elf ? elfOf(host, from, stat.size, budget) : undefined),
  }
  budget.looked.set(key, found)
  return found
}

/** The kernel's link to a running program, which leads to it even when no name does. */
function isExeLink(path: string): boolean {
  return /^\/proc\/\d+\/exe$/.test(path)
}

type Base = Omit<FileFact, 'magic' | 'xattrs'>

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}

/** Directories, links, sockets and devices: told when they are flagged, hidden or named to deceive. */
function otherRow(host: HostView, base: Base): FileFact | undefined {
  const { path, stat, roles } = base
  const flagged = stat.immutable === true || stat.appendOnly === true
  const odd = isHiddenPath(path) || nameTrick(path.slice(path.lastIndexOf('/') + 1)) !== undefined
  if (stat.type !== 'symlink') return flagged || odd ? { ...base, magic: 'unread', xattrs: [] } : undefined
  const target = host.files.readlink(path)
  return roles.every(role => role === 'temporary') && !odd
    ? undefined
    : { ...base, magic: 'unread', xattrs: [], ...optional('target', isGap(target) ? undefined : target) }
}

/** Of the many files in temporary places only those that could run, configure, hide or resist removal. */
function worthTelling({ path, stat, roles }: Base, magic: FileFact['magic']): boolean {
  if (roles.some(role => role !== 'temporary')) return true
  if (magic === 'elf' || magic === 'script' || magic === 'archive' || magic === 'unread') return true
  const name = path.slice(path.lastIndexOf('/') + 1)
  if ((stat.mode & 0o111) !== 0 || stat.immutable === true || stat.appendOnly === true || nameTrick(name) !== undefined) return true
  // Locks and marks of infection are often empty.
  if (magic === 'empty') return isHiddenPath(path)
  return (
    magic === 'text' &&
    (/\.(?:json|sh|py|pl|php|rb|conf|cfg|service|pid|toml|ya?ml)$/.test(name) || isHiddenPath(path) || !name.includes('.'))
  )
}

function packagedState(host: HostView, from: string, stat: Stat, ownership: Ownership, budget: Budget): FileFact['packaged'] {
  const { known, record, verified } = ownership
  if (!known) return undefined
  if (record === undefined) return 'unowned'
  if (verified !== undefined) return verified
  if (record.link === true && stat.type === 'file') return 'modified'
  if (record.digest === '' || record.config) return 'unverifiable'
  const most = Math.min(budget.hash, budget.largest > firstPassLargest ? budget.largest : quickCompare)
  if (stat.size > most) return undefined
  budget.hash -= stat.size
  const digest = host.files.digest(from, record.algorithm, most)
  if (isGap(digest)) return undefined
  return digest === record.digest ? 'intact' : 'modified'
}

const firstPassLargest = 64 << 20
/** Runtimes with everything inside (Node, Go services) are larger; miners, packed or not, are smaller. */
const quickStrings = 16 << 20
export const firstPass = (): Budget => ({ head: 8 << 20, hash: 128 << 20, strings: 12 << 20, largest: firstPassLargest, looked: new Map() })
export const secondPass = (): Budget => ({ head: 32 << 20, hash: 2 ** 30, strings: 256 << 20, largest: 512 << 20, looked: new Map() })

/** The first 64 KiB of a text or script; never of a private key. */
function headOf(host: HostView, from: string, magic: FileFact['magic'], budget: Budget): string | undefined {
  if ((magic !== 'text' && magic !== 'script' && magic !== 'key') || budget.head <= 0) return undefined
  const content = host.files.read(from, longestHead)
  if (isGap(content)) return undefined
  budget.head -= content.bytes.length
  const text = textOf(content.bytes)
  return magic === 'key' && text.includes('PRIVATE KEY') ? undefined : text
}

function hashOf(host: HostView, from: string, stat: Stat, budget: Budget): string | undefined {
  if (stat.size > Math.min(budget.largest, budget.hash)) return undefined
  budget.hash -= stat.size
  const digest = host.files.digest(from, 'sha256', budget.largest)
  return isGap(digest) ? undefined : digest
}

function elfOf(host: HostView, from: string, size: number, budget: Budget): ElfFact | undefined {
  const read = (offset: number, length: number): Uint8Array => {
    const bytes = host.files.readAt(from, Math.min(offset, size), Math.min(length, size))
    return isGap(bytes) ? new Uint8Array() : bytes
  }
  const headers = readElf(read, size)
  if (headers === undefined) return undefined
  const { interpreter: _, sections: __, ...elf } = headers
  const strings = new Set<string>()
  const end = size > quickStrings && budget.largest === firstPassLargest ? 0 : size
  for (let offset = 0; offset < end && budget.strings > 0 && strings.size < 200; offset += pieceOfStrings) {
    const piece = read(offset, pieceOfStrings)
    if (piece.length === 0) break
    budget.strings -= piece.length
    interestingStrings(piece, {}, strings)
  }
  return { ...elf, strings: [...strings] }
}
