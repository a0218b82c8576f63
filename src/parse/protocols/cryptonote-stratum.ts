// Messages of the CryptoNote dialect of stratum, as XMRig and its pools speak it: what one JSON line says (https://github.com/xmrig/xmrig/blob/master/doc/STRATUM.md).
import { at, stringAt, stringsAt } from '../json.ts'

export type StratumMessage =
  | {
      readonly what: 'login'
      readonly login: string
      readonly worker: string
      readonly agent: string
      readonly algorithms: readonly string[]
    }
  | { readonly what: 'job'; readonly target: string; readonly algorithm: string }
  | { readonly what: 'submit' }
  | { readonly what: 'accepted' }
  | { readonly what: 'rejected' }

const hex = /^[0-9a-f]+$/i

/** What the message says in this dialect; undefined when it is of another kind. */
export function cryptonoteMessage(message: unknown): StratumMessage | undefined {
  const method = stringAt(message, 'method')
  if (method === 'login') return loginOf(message)
  if (method === 'job') return jobOf(at(message, 'params'))
  if (method === 'submit') {
    const isShare = isHex(stringAt(message, 'params', 'nonce'), 8) && isHex(stringAt(message, 'params', 'result'), 64)
    return isShare ? { what: 'submit' } : undefined
  }
  if (method !== '') return undefined
  const job = jobOf(at(message, 'result', 'job'))
  if (job !== undefined) return job
  if (stringAt(message, 'result', 'status') === 'OK') return { what: 'accepted' }
  return stringAt(message, 'error', 'message') === '' ? undefined : { what: 'rejected' }
}

/** A login of JSON-RPC alone is nobody's mark: a miner names itself or its algorithms, or its wallet shows (which the caller checks). */
function loginOf(message: unknown): StratumMessage | undefined {
  const login = stringAt(message, 'params', 'login')
  if (login === '') return undefined
  return {
    what: 'login',
    login,
    worker: stringAt(message, 'params', 'rigid'),
    agent: stringAt(message, 'params', 'agent'),
    algorithms: stringsAt(message, 'params', 'algo'),
  }
}

function jobOf(job: unknown): StratumMessage | undefined {
  const target = stringAt(job, 'target')
  const isJob = stringAt(job, 'job_id') !== '' && isHex(stringAt(job, 'blob'), 76, 1024) && isHex(target, 8, 16)
  return isJob ? { what: 'job', target, algorithm: stringAt(job, 'algo') } : undefined
}

function isHex(text: string, least: number, most = least): boolean {
  return text.length >= least && text.length <= most && hex.test(text)
}

/** Hashes that one share stands for, of a target of 4 or 8 little-endian bytes in hex. */
export function difficultyOfTarget(target: string): number | undefined {
  if (!isHex(target, 8) && !isHex(target, 16)) return undefined
  const bytes = target.match(/../g) ?? []
  const value = BigInt(`0x${bytes.reverse().join('')}`)
  if (value === 0n) return undefined
  return Number((bytes.length === 4 ? 0xffffffffn : 0xffffffffffffffffn) / value)
}
