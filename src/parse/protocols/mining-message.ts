// What one JSON message says of mining, in whichever dialect: who asks for work, what work is handed out, what is handed in, how it is answered.
import { at } from '../json.ts'

/** From the least to the most telling: a conversation has the last one that it gave a sign of. */
export const dialects = [
  'stratum',
  'stratum-1',
  'getblocktemplate',
  'getwork',
  'cryptonote',
  'grin',
  'beam',
  'dero',
  'xelis',
  'nimiq',
  'hathor',
  'nervos',
  'alephium',
  'ironfish',
  'qatum',
  'plots',
  'duino',
  'ethproxy',
  'ethereumstratum-1',
  'zec',
  'kaspa',
  'ghostrider',
  'kawpow',
  'ethereumstratum-2',
  'stratum-2',
] as const

export type Dialect = (typeof dialects)[number]

export interface MiningMessage {
  /** The method, as sent; "" for an answer. */
  readonly verb: string
  /** Who says such a thing; absent where both may. */
  readonly side?: 'miner' | 'pool'
  /** As far as this message alone tells. */
  readonly dialect?: Dialect
  /** Only miners and pools say this: a conversation may be told by it. */
  readonly isSure: boolean
  /** The id that an answer repeats, as JSON; "" when none is expected. */
  readonly id: string
  readonly who?: Partial<Introduction>
  readonly job?: { readonly algorithm: string; readonly coin?: string | undefined }
  readonly isShare?: boolean
  /** What a share stands for from now on. */
  readonly share?: ShareWorth | undefined
  /** Hashes per second that the miner itself claims. */
  readonly claimed?: number | undefined
  readonly answer?: 'yes' | 'no'
  /** So many shares are accepted, none of them named. */
  readonly accepts?: number
}

/** `hashes`: expected number of hashes. `difficulty`: in the coin's own unit, which depends on the algorithm. */
export type ShareWorth = { readonly hashes: number } | { readonly difficulty: number }

export interface Introduction {
  readonly login: string
  readonly password: string
  readonly worker: string
  readonly agent: string
  readonly algorithms: readonly string[]
  /** The pool by the name under which the miner knows it. */
  readonly pool: string
}

/** As JSON, so that 1 and "1" differ; "" when there is none. */
export function idOf(value: unknown): string {
  const id = at(value, 'id')
  return typeof id === 'string' || typeof id === 'number' ? JSON.stringify(id) : ''
}
