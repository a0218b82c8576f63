// Kaspa addresses: "kaspa:" and a CashAddr-like base32 with a 40-bit checksum (github.com/kaspanet/rusty-kaspa crypto/addresses).

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generators: readonly bigint[] = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n]

/** Of the part after "kaspa:". */
export function isKaspaAddress(payload: string): boolean {
  return payload.length >= 61 && payload.length <= 63 && isCashAddress('kaspa', payload)
}

/** "scheme:payload", as Bitcoin Cash began to write it and Kaspa's forks and Nexa do. */
export function isCashAddress(scheme: string, payload = ''): boolean {
  const values = [...payload].map(c => alphabet.indexOf(c))
  if (values.length < 42 || values.length > 112 || values.includes(-1)) return false
  const prefix = [...scheme].map(c => c.charCodeAt(0) & 31)
  return polymod([...prefix, 0, ...values]) === 0n
}

function polymod(values: readonly number[]): bigint {
  let sum = 1n
  for (const value of values) {
    const top = sum >> 35n
    sum = ((sum & 0x07ffffffffn) << 5n) ^ BigInt(value)
    for (const [i, generator] of generators.entries()) if ((top >> BigInt(i)) & 1n) sum ^= generator
  }
  return sum ^ 1n
}
