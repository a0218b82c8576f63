// anacrontab(5): jobs with period and delay.

import type { Line } from '../lines.ts'
import { logicalLines } from './logical-lines.ts'

export interface AnacronJob extends Line {
  /** Days, or "@monthly" and its kin. */
  readonly period: string
  /** Minutes. */
  readonly delay: string
  readonly id: string
  readonly command: string
}

/** Jobs; environment lines, comments and what anacron would reject are passed over. */
export function* parseAnacrontab(bytes: Uint8Array): Generator<AnacronJob> {
  for (const { joined, number, span, text } of logicalLines(bytes)) {
    const match = /^(\d{1,9}|@[a-z]+)[ \t]+(\d{1,9})[ \t]+([^ \t]+)[ \t]+([^ \t].*)$/s.exec(joined)
    if (match === null) continue
    const [, period = '', delay = '', id = '', command = ''] = match
    yield { number, span, text, period, delay, id, command }
  }
}
