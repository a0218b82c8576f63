// Requests of GIOP, the protocol of CORBA that WebLogic speaks as IIOP: what is to be done (OMG CORBA 3.4 part 2, §9.4).

export const giopHead = 12
export const giopType = { request: 0, fragment: 7 } as const

/** How long the message is that begins with these 12 bytes; -1 when none does. */
export function giopLength(head: Uint8Array): number {
  const isGiop = head[0] === 0x47 && head[1] === 0x49 && head[2] === 0x4f && head[3] === 0x50 && head[4] === 1 && head[5]! <= 2
  return isGiop && head[7]! <= 7 ? number32(head, 8, isLittle(head)) : -1
}

/** The operation that a request asks for, or ''. `head` and `body` of one message. */
export function giopOperation(head: Uint8Array, body: Uint8Array): string {
  const little = isLittle(head)
  const isNew = head[5] === 2
  let at = isNew ? 8 : afterContexts(body, little)
  // The key of the object, after its kind of address in 1.2; before it, the request's number and whether an answer is wanted.
  if (isNew) {
    if (body[little ? at : at + 1] !== 0) return ''
    at += 4
  } else at += 8
  const key = number32(body, at, little)
  const name = aligned(at + 4 + key)
  const length = number32(body, name, little)
  if (key > body.length || length < 2 || length > 128 || name + 4 + length > body.length) return ''
  const text = String.fromCharCode(...body.subarray(name + 4, name + 3 + length))
  return /^\w+$/.test(text) ? text : ''
}

/** A list of what goes along with the request: numbers with bytes. */
function afterContexts(body: Uint8Array, little: boolean): number {
  const count = number32(body, 0, little)
  let at = 4
  for (let i = 0; i < count && at < body.length; i++) at = aligned(at + 8 + Math.min(number32(body, at + 4, little), body.length))
  return at
}

function isLittle(head: Uint8Array): boolean {
  return (head[6]! & 1) === 1
}

function aligned(at: number): number {
  return (at + 3) & ~3
}

function number32(bytes: Uint8Array, at: number, little: boolean): number {
  const [a, b, c, d] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0]
  return (little ? (d << 24) | (c << 16) | (b << 8) | a : (a << 24) | (b << 16) | (c << 8) | d) >>> 0
}
