// Evidence of processes before they are ended, the most volatile first across all of them: sockets, threads, memory, what has no name on a disk, the rest.
import { bytesOf } from '../core/bytes.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Files, HostView } from '../core/host.ts'
import { parseProcStat } from '../parse/proc/stat.ts'
import type { Custody, Described, EvidenceFolder } from './evidence.ts'
import { memoryOf, memoryReader, mostOfOne, placesOf } from './process-memory.ts'
import { belongingText, type OpenFile, openFilesOf, openText, socketText, threadText } from './process-texts.ts'

/** Of all processes together, shared out among them: they stand still meanwhile, and a disk takes its time. */
const mostMemory = 128 << 20
/** Of one file that has no name any more, or lives in memory alone. */
const largestUnnamed = 64 << 20
const texts = ['cmdline', 'environ', 'maps', 'status', 'limits', 'mountinfo'] as const

/** No more memory than this is kept of so many processes. */
export function mostMemoryOf(processes: number): number {
  return Math.min(mostMemory, processes * mostOfOne)
}

export interface Subject {
  readonly pid: number
  readonly startTicks: number
}

interface Case {
  readonly evidence: EvidenceFolder
  readonly files: Files
  /** Said of every item: "read through /proc while frozen". */
  readonly how: string
  readonly pageSize: number
}

type Kept = Generator<Custody | Gap, void>

/**
 * Keeps what /proc holds of the processes in the case's evidence, read only. What cannot be had is a gap, also in the manifest; a pid that is
 * another process by now ends in one. Throws a JournalError when it cannot be kept.
 */
export function* keepProcesses(evidence: EvidenceFolder, host: HostView, subjects: readonly Subject[], how: string): Kept {
  const { files, volatile } = host
  const keeper = new Keeper({ evidence, files, how, pageSize: volatile?.pageSize ?? 4096 }, subjects.length)
  const layers = [
    keeper.sockets,
    keeper.threads,
    keeper.open,
    keeper.memory,
    keeper.unnamed,
    keeper.executable,
    keeper.texts,
    keeper.belonging,
  ]
  let present = subjects
  for (const layer of layers) {
    const lost = present.filter(subject => !isIt(files, subject))
    present = present.filter(subject => !lost.includes(subject))
    for (const subject of lost) {
      const another = gap(`/proc/${subject.pid}`, 'absent', 'has ended, or is another process by now')
      yield keeper.missed('process', subject, another)
    }
    for (const subject of present) yield* layer.call(keeper, subject)
  }
}

function isIt(files: Files, { pid, startTicks }: Subject): boolean {
  const stat = files.read(`/proc/${pid}/stat`, 4096)
  return !isGap(stat) && parseProcStat(stat.bytes)?.startTicks === startTicks
}

class Keeper {
  private readonly case: Case
  private readonly socketTables = new Map<string, string>()
  private readonly known = new Map<string, Custody>()
  private memoryLeft = mostMemory
  private shares: number

  constructor(of: Case, processes: number) {
    this.case = of
    this.shares = processes
  }

  *sockets(subject: Subject): Kept {
    const told = socketText(this.case.files, folderOf(subject), this.openFiles(subject), this.socketTables)
    if (told !== '') yield this.text('sockets', subject, 'net', told)
  }

  *threads(subject: Subject): Kept {
    yield this.text('threads', subject, 'task', threadText(this.case.files, folderOf(subject)))
  }

  *open(subject: Subject): Kept {
    yield this.text('open files', subject, 'fd', openText(this.case.files, folderOf(subject), this.openFiles(subject)))
  }

  *memory(subject: Subject): Kept {
    const { evidence, files, pageSize } = this.case
    const path = `${folderOf(subject)}/mem`
    const memory = memoryOf(files, folderOf(subject), this.memoryLeft / Math.max(this.shares--, 1), pageSize)
    if (memory.regions.length === 0) {
      if (memory.left > 0) yield this.missed('memory', subject, gap(path, 'capped', memory.told))
      return
    }
    this.memoryLeft -= memory.size
    const described = this.describe('memory', subject, path, memory.told)
    const kept = evidence.addFrom(described, memoryReader(files, path, memory))
    if (isGap(kept)) return yield this.missed('memory', subject, kept)
    yield kept
    yield this.text('memory addresses', subject, 'pagemap', placesOf(memory))
  }

  /** Memory files and deleted ones that it still holds open: nobody else has them. */
  *unnamed(subject: Subject): Kept {
    for (const { path, target } of this.openFiles(subject)) {
      if (target.startsWith('/memfd:') || target.endsWith(' (deleted)')) yield* this.file('unnamed file', subject, path, target)
    }
  }

  *executable(subject: Subject): Kept {
    yield* this.file('executable', subject, `${folderOf(subject)}/exe`, '')
  }

  *texts(subject: Subject): Kept {
    for (const name of texts) {
      const path = `${folderOf(subject)}/${name}`
      const content = this.case.files.read(path, 4 << 20)
      yield isGap(content)
        ? this.missed(name, subject, content)
        : this.case.evidence.add(this.describe(name, subject, path, content.whole ? '' : 'the first 4 MiB'), content.bytes)
    }
  }

  *belonging(subject: Subject): Kept {
    yield this.text('belonging', subject, 'ns', belongingText(this.case.files, folderOf(subject)))
  }

  missed(what: string, subject: Subject, why: Gap): Gap {
    this.case.evidence.missed(this.describe(what, subject, why.source, ''), why)
    return why
  }

  /** A file that several of them share is read once. */
  private *file(what: string, subject: Subject, path: string, note: string): Kept {
    const { evidence, files } = this.case
    const stat = files.stat(path)
    if (isGap(stat)) return yield this.missed(what, subject, stat)
    if (stat.type !== 'file') return
    if (what !== 'executable' && stat.size > largestUnnamed)
      return yield this.missed(what, subject, gap(path, 'capped', 'larger than 64 MiB'))
    const inode = `${stat.dev}:${stat.ino}:${stat.size}`
    const described = this.describe(what, subject, path, note)
    const before = this.known.get(inode)
    const kept =
      before === undefined ? evidence.addFrom(described, (at, length) => files.readAt(path, at, length)) : evidence.again(described, before)
    if (isGap(kept)) return yield this.missed(what, subject, kept)
    this.known.set(inode, kept)
    yield kept
  }

  private text(what: string, subject: Subject, name: string, told: string): Custody {
    return this.case.evidence.add(this.describe(what, subject, `${folderOf(subject)}/${name}`, ''), bytesOf(told))
  }

  private openFiles(subject: Subject): readonly OpenFile[] {
    return openFilesOf(this.case.files, folderOf(subject))
  }

  private describe(what: string, { pid, startTicks }: Subject, source: string, note: string): Described {
    const { how } = this.case
    return { what, source, how: note === '' ? how : `${how}; ${note}`, entity: `process:${pid}@${startTicks}` }
  }
}

function folderOf({ pid }: Subject): string {
  return `/proc/${pid}`
}
