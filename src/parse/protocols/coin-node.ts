// The first message between nodes of a coin: which coin it is, and what the node calls itself.

export interface NodeGreeting {
  /** Ticker, '' for a kin of Bitcoin or Monero that is not known. */
  readonly coin: string
  readonly agent: string
}

/** pchMessageStart of the main nets, from each coin's chainparams. */
const coinOfMagic: Readonly<Record<string, string>> = {
  f9beb4d9: 'BTC',
  fbc0b6db: 'LTC',
  c0c0c0c0: 'DOGE',
  bf0c6bbd: 'DASH',
  '24e92764': 'ZEC',
  '5241564e': 'RVN',
  e3e1f3e8: 'BCH',
}

/** Of the `version` message of Bitcoin and its kin; other messages say only the coin. */
export function versionMessage(bytes: Uint8Array): NodeGreeting | 'more' {
  const coin = coinOfMagic[hexOf(bytes.subarray(0, 4))] ?? ''
  const isVersion = String.fromCharCode(...bytes.subarray(4, 12)) === 'version\0'
  if (!isVersion) return { coin, agent: '' }
  // Header 24, version 4, services 8, time 8, two addresses of 26, nonce 8; then the length of the agent.
  const at = 24 + 80
  const length = bytes[at]
  if (length === undefined || bytes.length < at + 1 + length) return 'more'
  return { coin, agent: length < 0xfd ? String.fromCharCode(...bytes.subarray(at + 1, at + 1 + length)) : '' }
}

/** Monero's network id stands in its handshake (cryptonote_config.h). */
const monero = [0x12, 0x30, 0xf1, 0x71, 0x61, 0x04, 0x41, 0x61, 0x17, 0x31, 0x00, 0x82, 0x16, 0xa1, 0xa1, 0x10]

export function levinCoin(bytes: Uint8Array): NodeGreeting | 'more' {
  for (let at = bytes.indexOf(monero[0]!); at >= 0 && at + monero.length <= bytes.length; at = bytes.indexOf(monero[0]!, at + 1))
    if (monero.every((byte, i) => bytes[at + i] === byte)) return { coin: 'XMR', agent: '' }
  const length = bytes.length < 16 ? 1 : bytes[8]! | (bytes[9]! << 8) | (bytes[10]! << 16)
  return bytes.length < 33 + length ? 'more' : { coin: '', agent: '' }
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
