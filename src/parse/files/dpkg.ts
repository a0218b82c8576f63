// The dpkg database: status, file lists, MD5 sums and diversions (deb(5), dpkg-divert(1)); paths keep their bytes as lossless text.
import { textOf } from '../../core/bytes.ts'

export interface DpkgPackage {
  readonly name: string
  readonly version: string
  readonly architecture: string
  /** The third word of Status is "installed" or a half-way state in which its files lie on the disk. */
  readonly installed: boolean
  /** MD5 by path of configuration files, as shipped. */
  readonly conffiles: ReadonlyMap<string, string>
}

export interface Diversion {
  readonly original: string
  readonly divertedTo: string
  /** The package whose file takes the original place; "" for a local diversion. */
  readonly by: string
}

/** Stanzas of /var/lib/dpkg/status; a stanza without a name is passed over. */
export function* parseDpkgStatus(bytes: Uint8Array): Generator<DpkgPackage> {
  let fields = new Map<string, string>()
  let conffiles = new Map<string, string>()
  let field = ''
  for (const line of [...textOf(bytes).split('\n'), '']) {
    if (line.trim() === '') {
      const name = fields.get('package')
      if (name !== undefined) yield packageOf(name, fields, conffiles)
      fields = new Map()
      conffiles = new Map()
      field = ''
    } else if (line.startsWith(' ') || line.startsWith('\t')) {
      if (field !== 'conffiles') continue
      const [path, md5] = line.trim().split(' ')
      if (path !== undefined && md5 !== undefined && isMd5(md5)) conffiles.set(path, md5)
    } else {
      const colon = line.indexOf(':')
      if (colon < 0) continue
      field = line.slice(0, colon).toLowerCase()
      if (kept.has(field)) fields.set(field, line.slice(colon + 1).trim())
    }
  }
}

const kept = new Set(['package', 'version', 'architecture', 'status'])

function packageOf(name: string, fields: ReadonlyMap<string, string>, conffiles: ReadonlyMap<string, string>): DpkgPackage {
  const state = (fields.get('status') ?? 'install ok installed').split(' ')[2] ?? ''
  return {
    name,
    version: fields.get('version') ?? '',
    architecture: fields.get('architecture') ?? '',
    installed: state !== 'config-files' && state !== 'not-installed' && state !== '',
    conffiles,
  }
}

/** Those absolute paths of an info/*.list file that are wanted; paths under one of the `skipped` prefixes are passed over unread. */
export function pathsOfDpkgList(bytes: Uint8Array, wanted: ReadonlySet<string>, skipped: readonly string[] = []): string[] {
  const text = textOf(bytes)
  const found: string[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (!skipped.some(prefix => text.startsWith(prefix, start))) {
      const path = text.slice(start, end)
      if (wanted.has(path)) found.push(path)
    }
    start = end + 1
  }
  return found
}

/** MD5 in lower-case hex by absolute path, from an info/*.md5sums file; with `wanted` only of those paths. */
export function parseMd5sums(bytes: Uint8Array, wanted?: ReadonlySet<string>): Map<string, string> {
  const text = textOf(bytes)
  const sums = new Map<string, string>()
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const written = text.slice(start + 34, end)
    const path = written.startsWith('/') ? written : `/${written.replace(/^\.\//, '')}`
    const sum = text.slice(start, start + 32)
    if (written !== '' && (wanted === undefined || wanted.has(path)) && text[start + 32] === ' ' && isMd5(sum)) sums.set(path, sum)
    start = end + 1
  }
  return sums
}

/** Triples of lines of /var/lib/dpkg/diversions; an incomplete last one is left out. */
export function parseDiversions(bytes: Uint8Array): Diversion[] {
  const lines = textOf(bytes).split('\n')
  const list: Diversion[] = []
  for (let i = 0; i + 2 < lines.length; i += 3) {
    const [original = '', divertedTo = '', by = ''] = lines.slice(i, i + 3)
    if (by !== '') list.push({ original, divertedTo, by: by === ':' ? '' : by })
  }
  return list
}

function isMd5(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}
