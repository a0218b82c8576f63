// The writable memory of a process, as far as it is kept: which regions, and reading them one behind the other.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import type { ReadAt } from './vault.ts'

/** Decoded configurations and pool answers lie on heaps and stacks; hashing scratchpads are far larger. */
const largestRegion = 16 << 20
export const mostOfOne = 64 << 20
const writable = /^([0-9a-f]{1,12})-([0-9a-f]{1,12}) rw[x-]p \S+ \S+ (\d+)/

interface Region {
  readonly start: number
  readonly length: number
}

export interface Memory {
  readonly regions: readonly Region[]
  readonly size: number
  /** Bytes of other regions. */
  readonly left: number
  /** What is kept and what is not, for the chain of custody. */
  readonly told: string
}

/** Private writable regions, the smaller ones rather than the larger, until `most` bytes are chosen, or 64 MiB. */
export function memoryOf(files: Files, folder: string, most: number): Memory {
  const maps = files.read(`${folder}/maps`, 4 << 20)
  const all = (isGap(maps) ? [] : textOf(maps.bytes).split('\n')).flatMap((line): Region[] => {
    const [, from, to] = writable.exec(line) ?? []
    const start = Number.parseInt(from ?? '', 16)
    const length = Number.parseInt(to ?? '', 16) - start
    return length > 0 ? [{ start, length }] : []
  })
  let size = 0
  const chosen = all
    .toSorted((a, b) => a.length - b.length)
    .filter(({ length }) => {
      const fits = length <= largestRegion && size + length <= Math.min(most, mostOfOne)
      if (fits) size += length
      return fits
    })
  const left = all.reduce((sum, { length }) => sum + length, 0) - size
  const told = `private writable memory, ${chosen.length} of ${all.length} regions, ${left} bytes left out (caps: ${mib(largestRegion)} of a region, ${mib(Math.min(most, mostOfOne))} of this process)`
  return { regions: chosen.toSorted((a, b) => a.start - b.start), size, left, told }
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
