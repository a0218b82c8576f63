// Messages of the CryptoNote dialect of stratum, as XMRig, its pools and browser miners speak it (https://github.com/xmrig/xmrig/blob/master/doc/STRATUM.md).
import { at, listAt, stringAt, stringsAt } from '../json.ts'
import { idOf, type MiningMessage } from './mining-message.ts'
import { hashesOfShortTarget, isHex } from './share-worth.ts'

const dialect = 'cryptonote'

/** What the message says in this dialect; undefined when it is of another kind. */
export function cryptonoteMessage(message: unknown): MiningMessage | undefined {
  // Browser miners call the method "type" (Coinhive) or "identifier" (webminerpool).
  const verb = stringAt(message, 'method') || stringAt(message, 'type') || stringAt(message, 'identifier')
  const params = at(message, 'params') ?? message
  const id = idOf(message)
  switch (verb) {
    case 'login':
    case 'auth':
    case 'handshake':
      return loginOf(verb, params, id)
    case 'submit':
    case 'solved':
      return shareOf(verb, params, id)
    case 'job':
      return jobOf(verb, params, '')
    case 'keepalived':
      return stringAt(params, 'id') === '' ? undefined : { verb, side: 'miner', dialect, isSure: true, id }
    // Coinhive counts hashes, webminerpool says no more than that.
    case 'hash_accepted':
    case 'hashsolved':
      return { verb: '', side: 'pool', isSure: false, id: '', accepts: 1 }
    case 'getjob':
      return stringAt(params, 'id') === '' ? undefined : { verb, side: 'miner', dialect, isSure: false, id }
    case '':
      return answerOf(message, id)
    default:
      return undefined
  }
}

/** A login of JSON-RPC alone is nobody's mark: a miner names itself, its algorithms, its rig, or a wallet (which the ledger checks). */
function loginOf(verb: string, params: unknown, id: string): MiningMessage | undefined {
  const login = stringAt(params, 'login') || stringAt(params, 'site_key')
  if (login === '') return undefined
  const who = {
    login,
    password: stringAt(params, 'pass') || stringAt(params, 'password'),
    worker: stringAt(params, 'rigid') || stringAt(params, 'user'),
    agent: stringAt(params, 'agent'),
    algorithms: stringsAt(params, 'algo'),
    pool: verb === 'handshake' ? stringAt(params, 'pool') : '',
  }
  return { verb, side: 'miner', dialect, isSure: false, id, who }
}

function shareOf(verb: string, params: unknown, id: string): MiningMessage | undefined {
  // Arweave's pools call the result a hash, and the blob "bds".
  const isShare = isHex(stringAt(params, 'nonce'), 8, 16) && isHex(stringAt(params, 'result') || stringAt(params, 'hash'), 64)
  return isShare ? { verb, side: 'miner', dialect, isSure: true, id, isShare } : undefined
}

/** A job: a block's blob of at least 38 bytes to hash, its number, and a target of 4 or 8 bytes (old pools write fewer digits). */
function jobOf(verb: string, job: unknown, id: string): MiningMessage | undefined {
  const target = stringAt(job, 'target')
  const blob = stringAt(job, 'blob') || stringAt(job, 'bds')
  if (at(job, 'job_id') === undefined || !isHex(blob, 76, 4096) || !isHex(target, 2, 64)) return undefined
  const algorithm = stringAt(job, 'algo')
  const hashes = hashesOfShortTarget(target)
  return {
    verb,
    side: 'pool',
    dialect,
    isSure: true,
    id,
    job: { algorithm, coin: stringAt(job, 'coin').toUpperCase() || coinOfBlob(job, blob, algorithm) },
    share: hashes === undefined ? undefined : { hashes },
  }
}

/** Monero's block has said version 12 and later since RandomX (November 2019), and its seed hash changes every 2048 blocks. */
function coinOfBlob(job: unknown, blob: string, algorithm: string): string | undefined {
  const isRandomX = algorithm === 'rx/0' || (algorithm === '' && isHex(stringAt(job, 'seed_hash'), 64))
  return isRandomX && /^(?:0[c-f]|10)/i.test(blob) ? 'XMR' : undefined
}

const extensions = new Set(['algo', 'nicehash', 'connect', 'tls', 'keepalive'])

function answerOf(message: unknown, id: string): MiningMessage | undefined {
  const job = jobOf('', at(message, 'result', 'job'), id) ?? jobOf('', at(message, 'result'), id)
  if (job !== undefined) return { ...job, answer: 'yes' }
  const status = stringAt(message, 'result', 'status')
  if (status !== 'OK' && status !== 'KEEPALIVED') return undefined
  const isSure = status === 'KEEPALIVED' || listAt(message, 'result', 'extensions').some(name => extensions.has(String(name)))
  return { verb: '', side: 'pool', ...(isSure && { dialect }), isSure, id, answer: 'yes' }
}
