// IP addresses as people write them, to numbers and bytes: no text is made on the way.

/** The 32 bits of "192.0.2.1" as an unsigned number; -1 when it is none. Parts with leading zeros are refused: programs disagree on what they mean. */
export function ipv4Number(text: string, from = 0): number {
  let bits = 0
  let part = -1
  let dots = 0
  for (let i = from; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit >= 0 && digit <= 9) {
      if (part === 0) return -1
      part = part < 0 ? digit : part * 10 + digit
      if (part > 255) return -1
    } else if (digit === -2 && part >= 0 && dots < 3) {
      bits = bits * 256 + part
      part = -1
      dots++
    } else return -1
  }
  return dots === 3 && part >= 0 ? bits * 256 + part : -1
}

export function ipv4Text(bits: number): string {
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`
}

/** Writes the 16 bytes of an IPv6 address to `out`; false when the text is none (then `out` holds anything). A zone ("%eth0") is refused. */
export function ipv6Bytes(text: string, out: Uint8Array): boolean {
  if (text.length < 2 || text.length > 45) return false
  let at = 0
  let gap = -1
  let i = 0
  if (text.startsWith('::')) {
    gap = 0
    i = 2
  }
  while (i < text.length) {
    let group = 0
    let digits = 0
    const start = i
    for (; i < text.length && digits < 5; i++, digits++) {
      const value = hexDigit(text.charCodeAt(i))
      if (value < 0) break
      group = group * 16 + value
    }
    if (i < text.length && text.charCodeAt(i) === 46) {
      const tail = at <= 12 ? ipv4Number(text, start) : -1
      if (tail < 0) return false
      out[at++] = tail >>> 24
      out[at++] = tail >>> 16
      out[at++] = tail >>> 8
      out[at++] = tail
      break
    }
    if (digits === 0 || digits > 4 || at > 14) return false
    out[at++] = group >>> 8
    out[at++] = group
    if (i === text.length) break
    if (text.charCodeAt(i++) !== 58 || i === text.length) return false
    if (text.charCodeAt(i) !== 58) continue
    if (gap >= 0) return false
    gap = at
    i++
  }
  if (gap < 0) return at === 16
  if (at > 14) return false
  out.copyWithin(16 - (at - gap), gap, at)
  out.fill(0, gap, 16 - (at - gap))
  return true
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}
