// Sizes and times of the records that carry data, as many as are needed to hear a rhythm.
import type { Side } from '../../core/dissector.ts'
import type { Rhythm } from '../../core/facts/wire-encrypted.ts'
import { rhythmOf } from '../../parse/protocols/record-rhythm.ts'

const mostRecords = 512
/** No share or job is longer: a conversation with more of these carries something else. */
const longestMining = 4096
const mostLong = 2
/** Bytes of data after which it must be slow. */
const muchData = 96 << 10
const fastest = 8 << 10

export class Tempo {
  count = 0
  private readonly sizes: number[] = []
  private readonly times: number[] = []
  private first = 0
  private long = 0
  private bytes = 0

  /** `at` in microseconds. False when it cannot be mining, or is enough. */
  add(from: Side, size: number, at: number): boolean {
    if (this.count === 0) this.first = at
    this.bytes += size
    if (size > longestMining && ++this.long > mostLong) return this.giveUp()
    const seconds = (at - this.first) / 1e6
    if (this.bytes > muchData && this.bytes > fastest * seconds) return this.giveUp()
    this.sizes.push(from === 0 ? size : -size)
    this.times.push(Math.fround(seconds))
    return ++this.count < mostRecords
  }

  rhythm(): Rhythm | undefined {
    return rhythmOf(this.sizes, this.times, this.count)
  }

  private giveUp(): false {
    this.count = 0
    this.sizes.length = 0
    this.times.length = 0
    return false
  }
}
