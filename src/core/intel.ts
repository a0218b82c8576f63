// What detectors may ask of our knowledge of pools, families and owners' declarations. Compiled from rules/ by src/intel.
import type { Patches } from './patch.ts'

export interface Indicator {
  /** What was matched: "pool.example.org", "192.0.2.1:3333", "198.51.100.0/24", a URL without its scheme, a digest in hex. */
  readonly value: string
  readonly kind: 'pool' | 'proxy' | 'malware'
  /** Where the knowledge comes from: list name, date, reference. */
  readonly source: string
  readonly family?: string | undefined
}

/**
 * The same knowledge asked with bytes as they lie in a packet, without allocating: each question is answered with the number of an
 * indicator, or -1. `port` 0 stands for any.
 */
export interface PacketIntel {
  /** `address` is the 32 bits as a number, signed or not. */
  ipv4(address: number, port: number): number
  /** 16 bytes at `at`; an IPv4 address mapped or translated (::ffff:0:0/96, 64:ff9b::/96) is looked up as IPv4. */
  ipv6(bytes: Uint8Array, at: number, port: number): number
  /** Dotted name, in any case, with or without a trailing dot; the most specific indicator that it equals or lies under. */
  domain(bytes: Uint8Array, at: number, length: number): number
  /** 16, 20, 32 or 64 bytes of a digest. */
  digest(bytes: Uint8Array, at: number, length: number): number
  indicator(number: number): Indicator
}

export interface Family {
  readonly id: string
  readonly name: string
  /** Known file paths; "*" stands for one path part or a piece of it. */
  readonly paths: readonly string[]
  /** Known process names (exact). */
  readonly names: readonly string[]
  /** Strings that only this family writes: key comments, domains, marker lines. */
  readonly markers: readonly string[]
  /** Its trade is mining (a plain bot or door opener is not). */
  readonly mines: boolean
  readonly references: readonly string[]
}

/** An owner's declaration of his own miner: all that is given must match. */
export interface AuthorisedMiner {
  readonly path: string
  readonly sha256: string
  readonly unit: string
  readonly wallet: string
  readonly note: string
}

/** What a coin paid its miners around a day: enough to say what a rate of hashes earns. */
export interface CoinYield {
  readonly coin: string
  readonly date: string
  /** Price of one coin. */
  readonly usd: number
  /** Coins for the miner of a block. */
  readonly reward: number
  readonly blockSeconds: number
  /** Hashes per second of all miners together. */
  readonly networkHashrate: number
}

/** US dollars a day at this rate. */
export function dailyUsd({ usd, reward, blockSeconds, networkHashrate }: CoinYield, hashrate: number): number {
  return (hashrate / networkHashrate) * (86_400 / blockSeconds) * reward * usd
}

export interface Intel {
  /** The indicator for a domain (suffix on a label boundary) or an address with its port; addresses listed without a port match any. */
  lookup(host: string, port?: number): Indicator | undefined
  /** The indicator of exactly this URL (scheme, fragment and the scheme's usual port do not count). */
  lookupUrl(url: string): Indicator | undefined
  /** The indicator of a file by its MD5, SHA-1, SHA-256 or SHA-512 in hex. */
  lookupDigest(hex: string): Indicator | undefined
  readonly packets: PacketIntel
  readonly families: readonly Family[]
  /** Families whose path patterns match. */
  familiesOfPath(path: string): readonly Family[]
  familyOfName(processName: string): Family | undefined
  readonly authorised: readonly AuthorisedMiner[]
  /** By ticker. Never decisive: prices change. */
  readonly yields: ReadonlyMap<string, CoinYield>
  /** Virtual patches, for dissectors. */
  readonly patches: Patches
  /** Number of indicators and the date of the newest list, for the report. */
  readonly about: { readonly indicators: number; readonly newest: string }
}

/** How the files of imported sets end, in the folder "intel" of the state directory. */
export const setSuffix = '.set.zst'
