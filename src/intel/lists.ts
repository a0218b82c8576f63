// Every list there is: packaged, imported as a set, or a feed that a user put into the state directory; all read in the same way.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zstdDecompressSync } from 'node:zlib'
import { type Gap, gap } from '../core/gap.ts'
import { type AuthorisedMiner, setSuffix } from '../core/intel.ts'
import type { FeedEntry } from '../parse/feeds/entry.ts'
import { readFeed } from '../parse/feeds/feed.ts'
import { parseAllow } from './allow.ts'
import { type ListReading, readList } from './list-file.ts'
import { noOrigin, type Origin } from './origin.ts'

export interface KnownList {
  readonly name: string
  readonly path: string
  readonly where: 'packaged' | 'imported' | 'file'
  /** It holds what innocents share: read before all others. */
  readonly shared: boolean
  read(each: (entry: FeedEntry, origin: Origin) => void): ListReading
}

const packaged = fileURLToPath(new URL('../../rules/', import.meta.url))
const largestFile = 256 << 20

/** How the packaged rules are read; both throw when they cannot. */
export interface RuleReader {
  names(folder: string): readonly string[]
  text(path: string): string
}

export const plainReader: RuleReader = { names: folder => readdirSync(folder), text: path => readFileSync(path, 'utf8') }

/** Every file of a folder of rules with its text, samples left out. */
export function ruleFiles(
  folder: string,
  suffix: string,
  reader = plainReader,
): readonly { readonly path: string; readonly text: string }[] {
  const names = reader.names(packaged + folder).filter(name => name.endsWith(suffix) && !name.endsWith('.samples.json'))
  return [...names].sort().map(name => ({ path: `${packaged}${folder}/${name}`, text: reader.text(`${packaged}${folder}/${name}`) }))
}

export function packagedLists(reader = plainReader): readonly KnownList[] {
  return [...ruleFiles('allow', '.txt', reader), ...ruleFiles('pools', '.txt', reader)].map(({ path, text }) =>
    ownForm(basename(path, '.txt'), path, 'packaged', text),
  )
}

function ownForm(name: string, path: string, where: KnownList['where'], text: string): KnownList {
  const shared = /^#: kind shared\s*$/m.test(text.slice(0, 10_000))
  return { name, path, where, shared, read: each => readList(text, name, each) }
}

export interface Declarations {
  readonly authorised: readonly AuthorisedMiner[]
  readonly refused: number
}

/** A file of the user: an imported set, a feed of any known format, or declarations of his own miners, told apart by their content. */
export function ownFile(path: string): KnownList | Declarations | Gap {
  const text = textOf(path)
  if (typeof text !== 'string') return text
  if (path.endsWith(setSuffix)) return ownForm(basename(path, setSuffix), path, 'imported', text)
  const allow = parseAllow(text)
  if (allow !== undefined) return allow
  const { format, entries } = readFeed(text)
  if (format === 'unknown') return gap(path, 'malformed', 'neither an allow file nor a feed of a known format')
  const shared = format === 'warninglist'
  const name = basename(path)
  return {
    name,
    path,
    where: 'file',
    shared,
    read(each) {
      let origin: Origin = { ...noOrigin, list: name, source: path, shared }
      for (const entry of entries) {
        if (entry.reference !== origin.reference) origin = { ...origin, reference: entry.reference }
        each(entry, origin)
      }
      return { date: '', refused: [] }
    },
  }
}

/** The text of a feed or set as it lies there; a Gap when it cannot be read or is larger than 256 MiB. */
export function textOf(path: string): string | Gap {
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return gap(path, 'unsupported', 'is no regular file')
    if (stat.size > largestFile) return gap(path, 'capped', `larger than ${largestFile >> 20} MiB`)
    const bytes = readFileSync(path)
    return (path.endsWith(setSuffix) ? zstdDecompressSync(bytes, { maxOutputLength: largestFile }) : bytes).toString('utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    return gap(path, code === 'ENOENT' ? 'absent' : /^(?:ZSTD|ERR)_/.test(code) ? 'malformed' : 'denied')
  }
}
