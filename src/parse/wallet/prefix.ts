// Coins whose addresses say what they are by their beginning; no checksum is looked at, so this names a coin and proves nothing.

/** "prefix:address", as CashAddr, Kaspa and its forks, Nexa and Conflux write them. */
const schemes: Readonly<Record<string, string>> = {
  kaspa: 'KAS',
  karlsen: 'KLS',
  pyrin: 'PYI',
  spectre: 'SPR',
  nexa: 'NEXA',
  xel: 'XEL',
  cfx: 'CFX',
  bitcoincash: 'BCH',
}

const beginnings: readonly (readonly [RegExp, string])[] = [
  [/^ZEPH[1-9A-HJ-NP-Za-km-z]{90,}/, 'ZEPH'],
  [/^SaLv[1-9A-HJ-NP-Za-km-z]{90,}/, 'SAL'],
  // CRYPTONOTE_PUBLIC_ADDRESS_BASE58_PREFIX of each coin's cryptonote_config.h, as its first letters.
  [/^W[oW][1-9A-HJ-NP-Za-km-z]{95}/, 'WOW'],
  [/^TRTL[1-9A-HJ-NP-Za-km-z]{95}/, 'TRTL'],
  [/^ccx7[1-9A-HJ-NP-Za-km-z]{94}/, 'CCX'],
  [/^hv[xsi][1-9A-HJ-NP-Za-km-z]{90,}/, 'XHV'],
  [/^Sumo[1-9A-HJ-NP-Za-km-z]{90,}/, 'SUMO'],
  [/^etn[1-9A-HJ-NP-Za-km-z]{95}/, 'ETN'],
  [/^1[1-9A-HJ-NP-Za-km-z]{86,92}(?![1-9A-HJ-NP-Za-km-z])/, 'XTM'],
  [/^9[e-i][1-9A-HJ-NP-Za-km-z]{49}(?![1-9A-HJ-NP-Za-km-z])/, 'ERG'],
  [/^0xa0[0-9a-f]{62}/, 'AION'],
  [/^prl1[02-9ac-hj-np-z]{38,}/, 'PRL'],
  [/^ck[bt]1[02-9ac-hj-np-z]{38,}/, 'CKB'],
  [/^aleo1[02-9ac-hj-np-z]{58}/, 'ALEO'],
  [/^hs1[02-9ac-hj-np-z]{38,}/, 'HNS'],
  [/^dero1[02-9ac-hj-np-z]{50,}/, 'DERO'],
  [/^ak_[1-9A-HJ-NP-Za-km-z]{40,}/, 'AE'],
  [/^k:[0-9a-f]{64}/, 'KDA'],
  [/^NQ\d\d ?[0-9A-HJ-NP-Z ]{32,}/, 'NIM'],
]

/** The ticker that the beginning of a login tells. */
export function coinOfPrefix(login: string): string | undefined {
  const scheme = /^([a-z]{3,11}):[02-9ac-hj-np-z]{40,}/.exec(login)?.[1]
  if (scheme !== undefined && Object.hasOwn(schemes, scheme)) return schemes[scheme]
  return beginnings.find(([pattern]) => pattern.test(login))?.[1]
}
