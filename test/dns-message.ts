// Messages of the DNS made by hand, for tests.
import { be16, packed } from './packets.ts'

const name = (text: string): Uint8Array => packed(...text.split('.').flatMap(label => [[label.length], label]), [0])

export function ask(host: string, type = 1, id = 7): Uint8Array {
  return packed(be16(id), be16(0x0100), be16(1), be16(0), be16(0), be16(0), name(host), be16(type), be16(1))
}

/** Each answer: its type and data, under the name of the question. */
export function answer(host: string, type: number, answers: readonly (readonly [number, readonly number[]])[]): Uint8Array {
  const records = answers.map(([kind, data]) => packed([0xc0, 12], be16(kind), be16(1), [0, 0, 0, 60], be16(data.length), data))
  return packed(be16(7), be16(0x8180), be16(1), be16(answers.length), be16(0), be16(0), name(host), be16(type), be16(1), ...records)
}
