// Evidence of a running process before it is ended, most volatile first: memory, program, command line, environment, open files.
import { bytesOf, textOf } from '../core/bytes.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { parseProcStat } from '../parse/proc/stat.ts'
import type { Custody, EvidenceFolder } from './evidence.ts'
import type { ReadAt } from './vault.ts'

/** Writable memory kept of one process: decoded configurations and pool answers lie on heaps and stacks, hashing scratchpads are far larger. */
const mostMemory = 64 << 20
const largestRegion = 16 << 20
const texts = ['cmdline', 'environ', 'maps', 'status', 'cgroup', 'mountinfo', 'limits'] as const
const writable = /^([0-9a-f]{1,12})-([0-9a-f]{1,12}) rw[x-]p \S+ \S+ (\d+)/

interface Region {
  readonly start: number
  readonly length: number
}

/**
 * Keeps what /proc holds of a process in the case's evidence, read only. Best called while it is frozen; when the pid is another process by
 * now, before or after, the last entry is a gap that says so. Throws a JournalError when it cannot be kept.
 */
export function* keepProcess(evidence: EvidenceFolder, files: Files, pid: number, startTicks: number): Generator<Custody | Gap, void> {
  const folder = `/proc/${pid}`
  const isIt = (): boolean => {
    const stat = files.read(`${folder}/stat`, 4096)
    return !isGap(stat) && parseProcStat(stat.bytes)?.startTicks === startTicks
  }
  const another = gap(folder, 'absent', 'has ended, or is another process by now')
  if (!isIt()) return yield another
  const describe = (what: string, source: string) => ({ what, source, how: 'read through /proc', entity: `process:${pid}@${startTicks}` })

  const regions = regionsOf(files, `${folder}/maps`)
  if (regions.length > 0) yield evidence.addFrom(describe('memory', `${folder}/mem`), memoryReader(files, `${folder}/mem`, regions))
  yield evidence.addFrom(describe('executable', `${folder}/exe`), (offset, length) => files.readAt(`${folder}/exe`, offset, length))
  for (const name of texts) {
    const content = files.read(`${folder}/${name}`, 4 << 20)
    yield isGap(content) ? content : evidence.add(describe(name, `${folder}/${name}`), content.bytes)
  }
  yield evidence.add(describe('links', folder), bytesOf(linksOf(files, folder)))
  if (!isIt()) yield another
}

/** Private writable regions, small ones whole, until enough is chosen. */
function regionsOf(files: Files, path: string): readonly Region[] {
  const maps = files.read(path, 4 << 20)
  if (isGap(maps)) return []
  const regions: Region[] = []
  let total = 0
  for (const line of textOf(maps.bytes).split('\n')) {
    const [, from = '', to = ''] = writable.exec(line) ?? []
    const start = Number.parseInt(from, 16)
    const length = Number.parseInt(to, 16) - start
    if (!(length > 0 && length <= largestRegion) || total + length > mostMemory) continue
    total += length
    regions.push({ start, length })
  }
  return regions
}

/** The regions one behind the other, for reading from front to back; pages that cannot be read are zeros, so that what follows keeps its place. */
function memoryReader(files: Files, path: string, regions: readonly Region[]): ReadAt {
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

/** Where exe, cwd, root and every open file point to, one a line. */
function linksOf(files: Files, folder: string): string {
  const open = files.list(`${folder}/fd`, 4096)
  const names = ['exe', 'cwd', 'root', ...(isGap(open) ? [] : open.map(({ name }) => `fd/${name}`))]
  return names
    .map(name => {
      const target = files.readlink(`${folder}/${name}`)
      return `${name} -> ${isGap(target) ? `(${target.detail})` : target}\n`
    })
    .join('')
}
