// The parts of an answer, as virtual patches ask for them.
import { lower } from '../../parse/protocols/undisguise.ts'

/** An answer: `status`, `answer` (the beginning of its body) and `answer-head`. */
export function answerPart(name: string, status: number, head: string, body: string): string {
  if (name === 'status') return String(status)
  if (name === 'answer') return lower(body)
  return name === 'answer-head' ? lower(head) : ''
}
