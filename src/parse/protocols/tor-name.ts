// Names by which Tor shows itself: addresses below .onion, and the names without meaning that its relays and clients greet each other with.

/** tor's crypto_random_hostname: "www.", 8 to 20 characters of base32, ".com" in greetings and of issuers, ".net" of certificates. */
const least = 16
const most = 28

/** A first look that allocates nothing: the shape, and a digit, which real names of this shape hardly have. */
export function mayBeTorGreeting(bytes: Uint8Array, start: number, length: number): boolean {
  if (length < least || length > most || bytes[start + 3] !== 46 || bytes[start + length - 4] !== 46) return false
  let hasDigit = false
  for (let at = start + 4; at < start + length - 4; at++) {
    const byte = bytes[at]!
    if (byte >= 50 && byte <= 55) hasDigit = true
    else if (byte < 97 || byte > 122) return false
  }
  return hasDigit
}

/** A greeting's name or, with `end` "net", a certificate's: random letters with digits among them, not a word with a number. */
export function isTorGreeting(name: string, end: 'com' | 'net' = 'com'): boolean {
  const [, middle = ''] = /^www\.([a-z2-7]{8,20})\.(?:com|net)$/.exec(name) ?? []
  if (!name.endsWith(`.${end}`)) return false
  // People write one number in a name; of chance there are several.
  return /[2-7][a-z]+[2-7]/.test(middle) && vowelShare(middle) < 0.35
}

function vowelShare(text: string): number {
  const letters = text.replace(/\d/g, '')
  return letters.replace(/[^aeiouy]/g, '').length / Math.max(1, letters.length)
}

export function isOnion(name: string): boolean {
  return /(?:^|\.)(?:[a-z2-7]{16}|[a-z2-7]{56})\.onion\.?$/i.test(name)
}

/** Whether a name in a packet ends in "onion". Allocates nothing. */
export function endsInOnion(name: Uint8Array, length: number): boolean {
  return length > 6 && name[length - 6] === 46 && name[length - 5] === 0x6f && name[length - 4] === 0x6e && name[length - 1] === 0x6e
}
