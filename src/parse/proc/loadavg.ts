// /proc/loadavg: the load over 1, 5 and 15 minutes.
import { textOf } from '../../core/bytes.ts'

/** Three numbers, or none when the text is of another form. */
export function parseLoadavg(bytes: Uint8Array): readonly number[] {
  const match = /^(\d{1,9}\.\d{1,4}) (\d{1,9}\.\d{1,4}) (\d{1,9}\.\d{1,4})(?: |$)/.exec(textOf(bytes.subarray(0, 200)))
  return match === null ? [] : match.slice(1, 4).map(Number)
}
