// When to look at one host again: the ordinary looks, and one past the longest schedule of what was disarmed.
import { type LookSchedule, ordinarySchedule, provingDays } from '../core/proof.ts'
import type { Watched } from '../core/watched.ts'
import { longestGap } from './longest-schedule.ts'

/** cron starts its jobs within the first seconds of a minute, systemd within AccuracySec. */
const slackMs = 5000

/** What strikes more rarely than the proof takes is proven by nothing but its absence. */
export function lookScheduleOf({ mechanisms }: Pick<Watched, 'mechanisms'>, base: LookSchedule = ordinarySchedule): LookSchedule {
  const gaps = mechanisms.map(m => (longestGap(m.when) ?? 0) * 1000 + slackMs).filter(ms => ms > slackMs && ms < provingDays * base.day)
  const longest = gaps.reduce((a, b) => Math.max(a, b), 0)
  return longest === 0 ? base : { ...base, early: [...base.early, longest] }
}
