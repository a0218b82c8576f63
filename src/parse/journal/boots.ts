// What the two clocks of journal entries tell together: when the machine started, and when its clock was set.
import type { Draft } from '../../core/log-format.ts'
import { type JournalEntry, timeOf } from './journal.ts'

/** Entries of a boot that comes this soon after its start tell of the start itself. In microseconds. */
const soon = 600_000_000
/** A clock that is drawn towards the right time by ntpd or chronyd stays below 0.1 %; this much at once was set, or the machine slept. */
const leastJump = 2_000_000
const drawn = 0.001

/** Follows the entries of one file. Never two events for one entry: the first entry of a boot has nothing to be compared with. */
export class Boots {
  #last: JournalEntry | undefined

  /** What the entry tells besides its message. */
  see(entry: JournalEntry): Draft | undefined {
    const last = this.#last
    this.#last = entry
    const locus = `#s=${entry.seqnum}`
    if (last?.bootId !== entry.bootId) {
      if (entry.monotonic > soon) return undefined
      const time = { ...timeOf(entry), ms: (entry.realtime - entry.monotonic) / 1000 }
      return { verb: 'boot', time, clock: 'kernel', session: entry.bootId, locus, excerpt: `boot ${entry.bootId}` }
    }
    const passed = entry.monotonic - last.monotonic
    const jump = entry.realtime - last.realtime - passed
    if (passed < 0 || Math.abs(jump) < leastJump + drawn * passed) return undefined
    const seconds = (jump / 1_000_000).toFixed(3)
    const text = `between ${new Date(last.realtime / 1000).toISOString()} and ${new Date(entry.realtime / 1000).toISOString()} the clock moved by ${jump > 0 ? '+' : ''}${seconds} s against the time since the boot`
    return { verb: 'clock', time: timeOf(entry), clock: 'kernel', session: entry.bootId, locus, excerpt: text }
  }
}
