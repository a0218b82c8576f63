// Evidence of a case: what was taken, from where, when, how and by whom, in a chain of custody; the content itself lies in the vault.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Instant } from '../core/instant.ts'
import { JournalError } from '../core/journal.ts'
import { type Chain, type ChainContent, type Link, openChain, readChain } from './chain.ts'
import { ownFolder, writeWhole } from './durable.ts'
import type { FolderVault, ReadAt } from './vault.ts'
import { tool, who } from './who.ts'
import { writeZip, type ZipEntry } from './zip.ts'

export const exportPassword = 'infected'

/** One entry of the chain of custody. */
export interface Custody {
  /** Of what was missed there is no content: `how` ends with the reason, `sha256` is ''. */
  readonly event: 'collected' | 'missed' | 'exported'
  /** What it is: "executable", "command line", "archive". */
  readonly what: string
  /** Where it was: "/proc/4242/exe", "/tmp/x"; of an export the file that was written. */
  readonly source: string
  /** By which means: "read through /proc while frozen". */
  readonly how: string
  /** Entity id, when it belongs to one. */
  readonly entity: string
  readonly sha256: string
  readonly size: number
  readonly host: string
  /** The user who ran davylamp, and who called sudo for it. */
  readonly by: string
  /** What it was taken with: "davylamp 0.1.0". */
  readonly tool: string
}

export type Described = Pick<Custody, 'what' | 'source' | 'how' | 'entity'>

export interface EvidenceFolder {
  readonly records: readonly (Link & Custody)[]
  /** Keeps the content and records it; on the disk for sure after `flush`, which `close` does. Content that is kept already is recorded again: another source is another piece of evidence. */
  add(described: Described, bytes: Uint8Array): Link & Custody
  /** The same for what is too large for memory; a Gap when it cannot be read. */
  addFrom(described: Described, read: ReadAt): (Link & Custody) | Gap
  /** Records another source of what was collected before. */
  again(described: Described, before: Custody): Link & Custody
  /** Records what could not be had, and why. */
  missed(described: Described, why: Gap): Link & Custody
  /** Records what the vault holds already, once; undefined when it does not, or when it is on record. */
  addKept(described: Described, sha256: string): (Link & Custody) | undefined
  /** Every item whose content is missing or was changed. */
  check(): readonly Gap[]
  /** Writes all items, with the chain of custody and the given files of the case, as a zip under the password "infected". */
  exportTo(path: string, alongside: readonly string[]): Link & Custody
  /** Waits until all that was added is on the disk. Throws a JournalError. */
  flush(): void
  close(): void
}

const manifest = 'manifest.jsonl'
const events: ReadonlySet<string> = new Set(['collected', 'missed', 'exported'] satisfies Custody['event'][])

function isBody(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & Custody {
  const texts = ['what', 'source', 'how', 'entity', 'sha256', 'host', 'by'].every(name => typeof value[name] === 'string')
  return texts && typeof value['size'] === 'number' && typeof value['event'] === 'string' && events.has(value['event'])
}

export function readEvidence(folder: string, subject: string): ChainContent<Custody> {
  return readChain(join(folder, manifest), { subject: `evidence ${subject}`, isBody })
}

export interface EvidenceOptions {
  readonly subject: string
  readonly host: string
  readonly create?: boolean | undefined
  readonly now?: (() => Instant) | undefined
}

/** The evidence of a case for writing: the caller holds the case's lock. Throws a JournalError when its chain was changed. */
export function openEvidence(folder: string, vault: FolderVault, { subject, host, create = false, now }: EvidenceOptions): EvidenceFolder {
  ownFolder(folder)
  const chain: Chain<Custody> = openChain(join(folder, manifest), { subject: `evidence ${subject}`, isBody, now }, create)
  const taken = { host, by: who(), tool: tool() }
  const collected = (): readonly (Link & Custody)[] => chain.records.filter(r => r.event === 'collected')
  const record = (described: Described, sha256: string, size: number): Link & Custody =>
    chain.append({ event: 'collected', ...described, sha256, size, ...taken }, 'soon')
  const check = (): readonly Gap[] =>
    collected().flatMap(({ sha256, source }) =>
      vault.has(sha256) ? [] : [gap(source, 'tampered', `its content ${sha256} is missing or was changed`)],
    )

  const flush = (): void => {
    vault.flush()
    chain.flush()
  }

  return {
    records: chain.records,
    add: (described, bytes) => record(described, vault.keepSoon(bytes), bytes.length),
    addFrom(described, read) {
      const kept = vault.keepFrom(described.source, read)
      return isGap(kept) ? kept : record(described, kept.sha256, kept.size)
    },
    again: (described, { sha256, size }) => record(described, sha256, size),
    missed: (described, { why, detail }) =>
      chain.append({
        event: 'missed',
        ...described,
        how: `${described.how}; not to be had: ${detail || why}`,
        sha256: '',
        size: 0,
        ...taken,
      }),
    addKept(described, sha256) {
      if (collected().some(r => r.sha256 === sha256)) return undefined
      const size = vault.sizeOf(sha256)
      return size === undefined ? undefined : record(described, sha256, size)
    },
    check,
    exportTo(path, alongside) {
      if (existsSync(path)) throw new JournalError('denied', { en: `${path} is there already`, zh: `${path} 已存在` })
      const [bad] = check()
      if (bad !== undefined) {
        throw new JournalError('tampered', {
          en: `nothing is exported: of ${bad.source}, ${bad.detail}`,
          zh: `未导出:${bad.source} 的证据内容缺失或已被改动`,
        })
      }
      let written = { sha256: '', size: 0 }
      writeWhole(path, fd => {
        written = writeZip(fd, entriesOf(folder, collected(), vault, alongside), exportPassword)
        return undefined
      })
      const { sha256, size } = written
      return chain.append({
        event: 'exported',
        what: 'archive',
        source: path,
        how: 'zip (AES-256), password "infected"',
        entity: '',
        sha256,
        size,
        ...taken,
      })
    },
    flush,
    close() {
      try {
        flush()
      } finally {
        chain.close()
      }
    },
  }
}

function* entriesOf(
  folder: string,
  items: readonly (Link & Custody)[],
  vault: FolderVault,
  alongside: readonly string[],
): Generator<ZipEntry> {
  const last = items.at(-1)?.at
  for (const path of [join(folder, manifest), ...alongside]) {
    const content = readFileSync(path)
    yield { name: basename(path), at: last, pieces: () => [content] }
  }
  const sums = [...new Set(items.map(({ sha256 }) => `${sha256}  items/${sha256}\n`))].join('')
  yield { name: 'SHA256SUMS', at: last, pieces: () => [Buffer.from(sums)] }
  const seen = new Set<string>()
  for (const { sha256, at } of items) {
    if (seen.has(sha256)) continue
    seen.add(sha256)
    yield { name: `items/${sha256}`, at, pieces: () => vault.pieces(sha256) }
  }
}
