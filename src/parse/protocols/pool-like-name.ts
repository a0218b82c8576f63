// Names of hosts that are called like pools: weak evidence, for anybody may call his host so.

/** Words of the trade that stand as words of their own in a label, followed by digits at most. */
const word =
  /(?:^|[.\-_])(?:(?:xmr|monero|xmrig|randomx|stratum|kawpow|ethash|etchash|ravencoin|cryptonight|minexmr|minergate|nicehash|nanopool|hashvault|supportxmr|moneroocean|herominers|woolypooly|miningocean|unmineable|f2pool|2miners|c3pool|kryptex|rplant|zpool|zergpool|miningpoolhub)[a-z]{0,4}\d{0,4}|(?:pool|mining|miner|mine)\d{0,3})(?=[.\-_]|$)/

/** NTP's pools and those of hosts and storage are called so too. */
const other = /ntp|pool\.sks|carpool|whirlpool|liverpool/

export function isPoolLike(name: string): boolean {
  const small = name.toLowerCase()
  return word.test(small) && !other.test(small)
}

/** With these all words above begin: a name without them needs no further look. */
export const poolStarts = 'xm mo ra st ka et cr mi ni na ha su he wo un f2 2m c3 kr rp zp ze po'
