// How hypotheses put their questions: seen when events answer, unseen when a witness would have told, silent when none is left.
import type { HostEvent } from '../../core/event.ts'
import type { LogSource } from '../../core/log-format.ts'
import type { Text } from '../../core/text.ts'
import type { Clues, Observation, Witness } from '../../core/trace.ts'
import { best } from '../clues.ts'

export function text(zh: string, en: string): Text {
  return { zh, en }
}

export interface Question {
  readonly id: string
  /** What answers it; none: nothing does. */
  readonly events: readonly HostEvent[]
  /** Who would have told; any of them is enough. */
  readonly witnesses: readonly LogSource[]
  readonly seen: Text
  readonly unseen: Text
  readonly silent?: Text | undefined
}

/** The answer of logs. Events count from whatever record they come; that there are none only means something when a witness was kept. */
export function ask(clues: Clues, { id, events, witnesses, seen, unseen, silent }: Question): Observation {
  if (events.length > 0) return { id, answer: 'seen', text: seen, events: idsOf(events), witness: witnesses[0] }
  const state = best(witnesses.map(source => clues.witness(source)))
  if (state === 'kept') return { id, answer: 'unseen', text: unseen, events: [], witness: witnesses[0] }
  return { id, answer: 'silent', text: silent ?? missing(witnesses, state), events: [], witness: witnesses[0], wiped: state === 'wiped' }
}

/** The answer of what stands on the host; `known` false: it was not looked at. */
export function stands(
  id: string,
  known: boolean,
  is: boolean,
  seen: Text,
  unseen: Text,
  from: readonly string[] = [],
): Observation | undefined {
  return known ? { id, answer: is ? 'seen' : 'unseen', text: is ? seen : unseen, events: from } : undefined
}

const mostIds = 12
export const idsOf = (events: readonly HostEvent[]): readonly string[] => events.slice(0, mostIds).map(e => e.id)

/** Events within the window in which the entry must have happened. */
export function before(clues: Clues, is: (e: HostEvent) => boolean): readonly HostEvent[] {
  return clues.events.filter(e => e.at <= clues.window.to && (e.until ?? e.at) >= clues.window.from && is(e))
}

export const states: Readonly<Record<Witness, Text>> = {
  kept: text('完整', 'kept'),
  partly: text('不完整', 'incomplete for that time'),
  rotated: text('已被轮转清除', 'rotated away'),
  wiped: text('已被清空或删除', 'wiped'),
  absent: text('不存在', 'absent'),
  unreadable: text('无法读取', 'unreadable'),
}

function missing(witnesses: readonly LogSource[], state: Witness): Text {
  const names = witnesses.join(', ')
  return text(`可作证的日志(${names})${states[state].zh}`, `the logs that could tell (${names}) are ${states[state].en}`)
}
