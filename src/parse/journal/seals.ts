// Forward-secure seals of a systemd journal (journalctl --setup-keys): whether they stand where they must. Their keys are never on the host.
import type { LogFlaw, RecordTime } from '../../core/log-format.ts'
import type { JournalHeader } from './header.ts'
import type { Pages } from './pages.ts'

interface Sealed {
  readonly seqnum: number
  readonly realtime: number
}

const mostFlaws = 100

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
    this.#tags = number
    this.#epoch = epoch
    this.#loose = 0
  }

  /** A file that is written no more ends with a seal; one that is written has an unsealed end of one epoch. */
  *end(): Generator<LogFlaw> {
    const { sealed, state } = this.#header
    if (!sealed || this.#loose === 0 || (state === 'online' && this.#tags > 0)) return
    const since = this.#tags === 0 ? 'no seal at all' : `${this.#tags} seals, the last of epoch ${this.#epoch}`
    yield { flaw: 'unsealed', detail: `${since}; ${this.#loose} entries after it`, locus: `#s=${this.#first?.seqnum}`, ...this.#span() }
  }

  #span(): { from?: RecordTime; to?: RecordTime } {
    if (this.#first === undefined || this.#last === undefined) return {}
    const time = ({ realtime }: Sealed): RecordTime => ({ ms: realtime / 1000, zoned: true, grain: 0.000001 })
    return { from: time(this.#first), to: time(this.#last) }
  }
}
