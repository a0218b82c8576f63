// The ar archive that a .deb is (ar(5), deb(5)): named members one behind the other.
import { textOf } from '../../core/bytes.ts'

const magic = '!<arch>\n'
const headLength = 60

export interface ArMember {
  readonly name: string
  readonly content: Uint8Array
}

export function isAr(bytes: Uint8Array): boolean {
  return textOf(bytes.subarray(0, magic.length)) === magic
}

/** Up to the first damaged member. */
export function* arMembers(bytes: Uint8Array): Generator<ArMember> {
  if (!isAr(bytes)) return
  for (let at = magic.length; at + headLength <= bytes.length; ) {
    const head = textOf(bytes.subarray(at, at + headLength))
    const size = /^\d{1,10} *`\n$/.test(head.slice(48)) ? Number.parseInt(head.slice(48), 10) : Number.NaN
    const start = at + headLength
    if (!(start + size <= bytes.length)) return
    yield { name: head.slice(0, 16).replace(/\/? *$/, ''), content: bytes.subarray(start, start + size) }
    at = start + size + (size & 1)
  }
}
