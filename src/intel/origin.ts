// What one list says of its indicators: kind, source, date, licence, until when. Shared by all entries it holds for.
import type { Indicator } from '../core/intel.ts'

export interface Origin {
  /** Name of the list: a packaged file, an imported set, a user's file. */
  readonly list: string
  readonly kind: Indicator['kind']
  /** What it lists is shared by innocents: never an indicator, and no other list can make it one. */
  readonly shared: boolean
  readonly source: string
  /** "2026-08-23"; '' when the list has none. */
  readonly date: string
  readonly licence: string
  readonly family: string
  readonly reference: string
  /** Instants between which it is vouched for; '' for always. */
  readonly from: string
  readonly until: string
}

export const noOrigin: Origin = {
  list: '',
  kind: 'pool',
  shared: false,
  source: '',
  date: '',
  licence: '',
  family: '',
  reference: '',
  from: '',
  until: '',
}

/** Whether the list vouches for it at an instant (ISO-8601 of fixed width: text sorts as time does). */
export function isValid({ from, until }: Pick<Origin, 'from' | 'until'>, now: string): boolean {
  return (from === '' || from <= now) && (until === '' || until > now)
}

export function indicatorOf(value: string, { kind, source, date, reference, family }: Origin): Indicator {
  const said = [source, date, reference].filter(part => part !== '').join(', ')
  return family === '' ? { value, kind, source: said } : { value, kind, source: said, family }
}
