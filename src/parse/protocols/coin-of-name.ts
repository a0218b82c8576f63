// The coin that a pool's own name tells: "zec.2miners.com", "xmr-eu1.nanopool.org", "conceal.herominers.com".

const tickers =
  /^(?:xmr|btc|bch|ltc|doge|dash|zec|zen|etc|ethw|rvn|evr|firo|kas|erg|ckb|alph|beam|grin|flux|zeph|sal|wow|xtm|hns|kda|clore|neox|xna|nexa|dnx|iron|zil|ubq|exp|clo|octa|aqua|rtm|vrsc|btg|kmd|dero|xel|spr|quai|qubic)$/

const names: Readonly<Record<string, string>> = {
  monero: 'XMR',
  bitcoin: 'BTC',
  litecoin: 'LTC',
  dogecoin: 'DOGE',
  zcash: 'ZEC',
  horizen: 'ZEN',
  ravencoin: 'RVN',
  kaspa: 'KAS',
  ergo: 'ERG',
  nervos: 'CKB',
  alephium: 'ALPH',
  zephyr: 'ZEPH',
  salvium: 'SAL',
  wownero: 'WOW',
  tari: 'XTM',
  handshake: 'HNS',
  conceal: 'CCX',
  haven: 'XHV',
  raptoreum: 'RTM',
  verus: 'VRSC',
  qubic: 'QUBIC',
}

/** The ticker, or undefined; whether the name is that of a pool is for others to say. */
export function coinOfName(name: string): string | undefined {
  for (const word of name.toLowerCase().split(/[.:_-]/)) {
    const bare = word.replace(/\d+$/, '')
    if (tickers.test(bare)) return bare.toUpperCase()
    if (Object.hasOwn(names, bare)) return names[bare]
  }
  return undefined
}
