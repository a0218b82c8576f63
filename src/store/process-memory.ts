// The writable memory of a process, as far as it is kept: which regions, and reading them one behind the other.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import type { ReadAt } from './vault.ts'

/** Decoded configurations and pool answers lie on heaps and stacks; hashing scratchpads are far larger. */
const largestRegion = 16 << 20
export const mostOfOne = 64 << 20
/** Bits 63 and 62 of an entry of pagemap, in its last byte. */
const presentOrSwapped = 0xc0
/** 1 GiB of small pages: larger regions are too large to be kept anyhow. */
const mostPages = 1 << 18
const writable = /^([0-9a-f]{1,12})-([0-9a-f]{1,12}) rw[x-]p \S+ \S+ (\d+)/

interface Region {
  readonly start: number
  readonly length: number
}

export interface Memory {
  /** What is kept, one behind the other, by address. */
  readonly regions: readonly Region[]
  readonly size: number
  /** Bytes in use that are left out. */
  readonly left: number
  /** What is kept and what is not, for the chain of custody. */
  readonly told: string
}

/**
 * Private writable memory that is in use, the smaller regions rather than the larger, until `most` bytes are chosen, or 64 MiB.
 * Pages that were never touched hold nothing (pagemap of proc(5)); where that cannot be asked, regions are kept whole.
 */
export function memoryOf(files: Files, folder: string, most: number, pageSize: number): Memory {
  const maps = files.read(`${folder}/maps`, 4 << 20)
  const all = (isGap(maps) ? [] : textOf(maps.bytes).split('\n')).flatMap((line): (readonly Region[])[] => {
    const [, from, to] = writable.exec(line) ?? []
    const start = Number.parseInt(from ?? '', 16)
    const length = Number.parseInt(to ?? '', 16) - start
    return length > 0 ? [inUse(files, `${folder}/pagemap`, { start, length }, pageSize)] : []
  })
  let size = 0
  const chosen = all
    .toSorted((a, b) => sizeOf(a) - sizeOf(b))
    .filter(runs => {
      const length = sizeOf(runs)
      const fits = length <= largestRegion && size + length <= Math.min(most, mostOfOne)
      if (fits) size += length
      return fits
    })
  const left = all.reduce((sum, runs) => sum + sizeOf(runs), 0) - size
  const told = `private writable memory in use, ${chosen.length} of ${all.length} regions, ${left} bytes left out (caps: ${mib(largestRegion)} of a region, ${mib(Math.min(most, mostOfOne))} of this process)`
  return { regions: chosen.flat().toSorted((a, b) => a.start - b.start), size, left, told }
}

function sizeOf(runs: readonly Region[]): number {
  return runs.reduce((sum, { length }) => sum + length, 0)
}

/** The parts of a region whose pages are in memory or swapped out. */
function inUse(files: Files, pagemap: string, region: Region, pageSize: number): readonly Region[] {
  const entry = 8
  const pages = Math.ceil(region.length / pageSize)
  if (pages > mostPages) return [region]
  const map = files.readAt(pagemap, (region.start / pageSize) * entry, pages * entry)
  if (isGap(map) || map.length !== pages * entry) return [region]
  const runs: Region[] = []
  for (let page = 0, from = -1; page <= pages; page++) {
    const isUsed = page < pages && (map[page * entry + 7]! & presentOrSwapped) !== 0
    if (isUsed && from < 0) from = page
    if (isUsed || from < 0) continue
    runs.push({ start: region.start + from * pageSize, length: (page - from) * pageSize })
    from = -1
  }
  return runs
}

/** Where the bytes of the kept memory lay: "address-end offset" for each piece of it. */
export function placesOf({ regions }: Memory): string {
  let offset = 0
  const lines = regions.map(({ start, length }) => {
    const line = `${start.toString(16)}-${(start + length).toString(16)} ${offset}`
    offset += length
    return line
  })
  return `${lines.join('\n')}\n`
}

const mib = (bytes: number): string => `${(bytes / (1 << 20)).toFixed(1)} MiB`

/** The regions one behind the other, for reading from front to back; pages that cannot be read are zeros, so that what follows keeps its place. */
export function memoryReader(files: Files, path: string, { regions }: Memory): ReadAt {
  let index = 0
  let before = 0
  return (offset, length) => {
    for (let region = regions[index]; region !== undefined; region = regions[index]) {
      const within = offset - before
      if (within >= region.length) {
        before += region.length
        index++
        continue
      }
      const wanted = Math.min(length, region.length - within)
      const bytes = files.readAt(path, region.start + within, wanted)
      if (isGap(bytes)) return offset === 0 && bytes.why === 'denied' ? bytes : new Uint8Array(wanted)
      return bytes.length === 0 ? new Uint8Array(wanted) : bytes
    }
    return new Uint8Array()
  }
}
