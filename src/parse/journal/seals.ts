// Forward-secure seals of a systemd journal (journalctl --setup-keys): whether they stand where they must. Their keys are never on the host.
import type { LogFlaw, RecordTime } from '../../core/log-format.ts'
import type { JournalHeader } from './header.ts'
import type { Pages } from './pages.ts'

interface Sealed {
  readonly seqnum: number
  readonly realtime: number
}

const mostFlaws = 100
/** Twice journalctl's 15 minutes, in microseconds: what was chosen stands in a file that only the host's root can read. */
const longestEpoch = 1_800_000_000

/** Follows the tags and entries of one file in order. */
export class Seals {
  readonly #header: JournalHeader
  #tags = 0
  #epoch = 0
  #flaws = 0
  /** Entries since the last tag, and the first of them. */
  #loose = 0
  #first: Sealed | undefined
  #last: Sealed | undefined

  constructor(header: JournalHeader) {
    this.#header = header
  }

  entry(entry: Sealed): void {
    if (this.#loose++ === 0) this.#first = entry
    this.#last = entry
  }

  *tag(pages: Pages, at: number): Generator<LogFlaw> {
    const i = pages.seek(at, 64)
    if (i < 0) return
    const number = pages.u64(i + 16)
    const epoch = pages.u64(i + 24)
    const wrong =
      number !== this.#tags + 1
        ? `seal ${number} stands where seal ${this.#tags + 1} belongs`
        : this.#tags > 0 && epoch < this.#epoch
          ? `a seal of epoch ${epoch} after one of epoch ${this.#epoch}`
          : this.#header.sealedContinuous && this.#tags > 1 && epoch > this.#epoch + 1
            ? `no seals between epochs ${this.#epoch} and ${epoch}`
            : undefined
    if (wrong !== undefined && this.#flaws++ < mostFlaws) yield { flaw: 'unsealed', detail: wrong, locus: `@${at}`, ...this.#span() }
    this.#tags ||= 1
    yield* this.#unsealed(`seal ${number}`)
    this.#tags = number
    this.#epoch = epoch
    this.#loose = 0
  }

  *end(): Generator<LogFlaw> {
    if (this.#header.sealed) yield* this.#unsealed('the end')
  }

  /** A seal is set before the first entry of the next epoch: entries between two seals lie within one. */
  *#unsealed(until: string): Generator<LogFlaw> {
    if (this.#loose === 0 || this.#first === undefined || this.#last === undefined) return
    if (this.#tags > 0 && this.#last.realtime - this.#first.realtime <= longestEpoch) return
    if (this.#flaws++ >= mostFlaws) return
    const since =
      this.#tags === 0
        ? 'although the file is one with seals'
        : `between seal ${this.#tags} (epoch ${this.#epoch}) and ${until}, in more time than one epoch`
    const detail = `${this.#loose} entries are unsealed, ${since}`
    yield { flaw: 'unsealed', detail, locus: `#s=${this.#first.seqnum}`, ...this.#span() }
  }

  #span(): { from?: RecordTime; to?: RecordTime } {
    if (this.#first === undefined || this.#last === undefined) return {}
    const time = ({ realtime }: Sealed): RecordTime => ({ ms: realtime / 1000, zoned: true, grain: 0.000001 })
    return { from: time(this.#first), to: time(this.#last) }
  }
}
