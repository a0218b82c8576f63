// The dynamic segment of an ELF file: libraries it needs, and the exported functions that hook libraries replace.
import { textOf } from '../../core/bytes.ts'
import { type ElfShape, fields, offsetOf, type Segment } from './elf-fields.ts'

export interface Dynamic {
  readonly present: boolean
  /** Marked as a position-independent executable (DF_1_PIE). */
  readonly pie: boolean
  readonly needed: readonly string[]
  /** Exported functions of `hookable`, sorted. */
  readonly hooks: readonly string[]
}

/** Functions that user-mode rootkits take over: directory listing, opening, status, network tables, logins, and the loader's own. */
const hookable = new Set(
  (
    'readdir readdir64 readdir_r readdir64_r opendir fdopendir scandir scandir64 open open64 openat openat64 fopen fopen64 freopen read write ' +
    'stat stat64 lstat lstat64 fstat fstat64 fstatat __xstat __xstat64 __lxstat __lxstat64 __fxstat __fxstat64 __fxstatat statx access ' +
    'faccessat readlink readlinkat unlink unlinkat rename rmdir link symlink chmod fchmodat execve execvp fexecve kill getdents getdents64 ' +
    'accept accept4 connect bind listen recvmsg pcap_loop pam_authenticate pam_open_session pam_acct_mgmt crypt getpwnam getpwnam_r getspnam ' +
    'syslog fgets getutxent getutent dlsym dlopen dl_iterate_phdr prctl ptrace syscall sysinfo getloadavg'
  ).split(' '),
)

const tags = { needed: 1, hash: 4, strings: 5, symbols: 6, stringSize: 10, flags1: 0x6ffffffb }
const mostNeeded = 200
const mostSymbols = 20_000
const mostStrings = 1 << 20

/** Reads at most some 64 KiB of entries, 1 MiB of names and 20,000 symbols, whatever the headers promise. */
export function dynamicOf(shape: ElfShape, segments: readonly Segment[]): Dynamic {
  const segment = segments.find(s => s.type === 2)
  if (segment === undefined) return { present: false, pie: false, needed: [], hooks: [] }
  const width = shape.wide ? 8 : 4
  const f = fields(shape.read(segment.offset, Math.min(segment.fileSize, 1 << 16)), shape.wide, shape.little)
  const needs: number[] = []
  const value = new Map<number, number>()
  for (let at = 0; at < Math.min(segment.fileSize, 1 << 16); at += 2 * width) {
    const tag = f.word(at)
    if (tag === 0) break
    if (tag === tags.needed && needs.length < mostNeeded) needs.push(f.word(at + width))
    else value.set(tag, f.word(at + width))
  }
  const namesAt = offsetOf(segments, value.get(tags.strings) ?? -1)
  const names = namesAt === undefined ? new Uint8Array() : shape.read(namesAt, Math.min(value.get(tags.stringSize) ?? 0, mostStrings))
  return {
    present: true,
    pie: ((value.get(tags.flags1) ?? 0) & 0x08000000) !== 0,
    needed: needs.map(at => nameAt(names, at)).filter(name => name !== ''),
    hooks: hooksOf(shape, segments, value, names),
  }
}

function nameAt(names: Uint8Array, at: number): string {
  if (at <= 0 || at >= names.length) return ''
  const limit = names.subarray(at, at + 256)
  const end = limit.indexOf(0)
  return textOf(end < 0 ? limit : limit.subarray(0, end))
}

function hooksOf(shape: ElfShape, segments: readonly Segment[], value: ReadonlyMap<number, number>, names: Uint8Array): string[] {
  const start = offsetOf(segments, value.get(tags.symbols) ?? -1)
  if (start === undefined) return []
  const entry = shape.wide ? 24 : 16
  const bytes = shape.read(start, Math.min(symbolCount(shape, segments, value, entry), mostSymbols) * entry)
  const f = fields(bytes, shape.wide, shape.little)
  const found = new Set<string>()
  for (let at = entry; at + entry <= bytes.length; at += entry) {
    const info = bytes[at + (shape.wide ? 4 : 12)] ?? 0
    const section = f.u16(at + (shape.wide ? 6 : 14))
    const isFunction = (info & 15) === 2 || (info & 15) === 10
    if (section === 0 || !isFunction || info >> 4 === 0) continue
    const name = nameAt(names, f.u32(at))
    if (hookable.has(name)) found.add(name)
  }
  return [...found].sort()
}

/** The symbol table carries no length: DT_HASH counts it, and without it the names ordinarily begin where it ends. */
function symbolCount(shape: ElfShape, segments: readonly Segment[], value: ReadonlyMap<number, number>, entry: number): number {
  const hash = offsetOf(segments, value.get(tags.hash) ?? -1)
  if (hash !== undefined) return fields(shape.read(hash, 8), shape.wide, shape.little).u32(4)
  const [symbols, strings] = [value.get(tags.symbols) ?? 0, value.get(tags.strings) ?? 0]
  return strings > symbols ? Math.floor((strings - symbols) / entry) : mostSymbols
}
