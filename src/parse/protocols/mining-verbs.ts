// The family of mining.* methods: Bitcoin's stratum (BIP310), ZIP-301, EthereumStratum/1 and /2 (EIP-1571), KawPow, Kaspa and their kin, told apart by the shape of what they carry.
import { at, listAt, stringAt } from '../json.ts'
import { type Dialect, type Introduction, idOf, type MiningMessage } from './mining-message.ts'
import { hashesOfTarget, isHash, isHex } from './share-worth.ts'

/** What only pools say; the other methods of the family are the miner's. */
const ofPool = new Set([
  'mining.notify',
  'mining.set_difficulty',
  'mining.set_target',
  'mining.set_extranonce',
  'mining.set_version_mask',
  'mining.set_epoch',
  'mining.set',
  'mining.set_block_header',
  'mining.set_goal',
  'mining.ping',
  'mining.subscribed',
  'mining.submitted',
  'mining.reconnect',
])
const ofMiner = new Set([
  'mining.subscribe',
  'mining.authorize',
  'mining.submit',
  'mining.configure',
  'mining.hello',
  'mining.noop',
  'mining.bye',
  'mining.hashrate',
  'mining.suggest_difficulty',
  'mining.suggest_target',
  'mining.extranonce.subscribe',
  'mining.get_transactions',
  'mining.multi_version',
  'mining.capabilities',
  'mining.get_job',
  'mining.pong',
])

export function miningVerb(message: unknown): MiningMessage | undefined {
  const verb = stringAt(message, 'method').toLowerCase()
  if (!verb.startsWith('mining.')) return subscribedOf(message)
  const id = idOf(message)
  // Iron Fish calls them the body.
  const body = at(message, 'body')
  const params = at(message, 'params') ?? body
  const list = listAt(message, 'params')
  const side = ofPool.has(verb) ? 'pool' : 'miner'
  const known = ofPool.has(verb) || ofMiner.has(verb)
  const base: MiningMessage = {
    verb,
    side,
    isSure: known && typeof params !== 'number',
    id,
    dialect: body === undefined ? 'stratum' : 'ironfish',
  }
  switch (verb) {
    case 'mining.subscribe':
      return { ...base, ...subscription(params, list) }
    case 'mining.authorize':
      return { ...base, who: authorized(params, list) }
    case 'mining.submitted':
      return { ...base, side: 'pool', id: idOf(body), answer: at(body, 'result') === true ? 'yes' : 'no' }
    case 'mining.hello': {
      const host = stringAt(params, 'host')
      const proto = stringAt(params, 'proto')
      // All numbers of this dialect are in hex.
      const pool = host === '' ? '' : `${host}:${numberOf(at(params, 'port')) ?? ''}`
      const dialect = /^alephium/i.test(proto) ? 'alephium' : 'ethereumstratum-2'
      return { ...base, dialect, who: { agent: stringAt(params, 'agent'), pool } }
    }
    case 'mining.set':
      return { ...base, dialect: 'ethereumstratum-2', share: worthOfTarget(at(params, 'target')) }
    case 'mining.noop':
    case 'mining.bye':
      return { ...base, dialect: 'ethereumstratum-2' }
    case 'mining.hashrate':
      return { ...base, dialect: 'ethereumstratum-2', claimed: numberOf(list[0]) }
    case 'mining.notify':
      return { ...base, ...(body === undefined ? notice(list.length === 0 ? [params] : list) : { job: { algorithm: 'fishhash' } }) }
    case 'mining.submit':
      return { ...base, dialect: body === undefined ? shareDialect(list) : 'ironfish', isShare: true, ...workerOf(list) }
    case 'mining.set_difficulty':
      return typeof list[0] === 'number' && list[0] > 0 ? { ...base, share: { difficulty: list[0] } } : base
    case 'mining.set_target':
      return { ...base, share: worthOfTarget(list[0] ?? at(body, 'target')) }
    case 'mining.suggest_target':
      return { ...base, dialect: 'zec' }
    case 'mining.configure':
    case 'mining.set_version_mask':
    case 'mining.multi_version':
      return { ...base, dialect: 'stratum-1' }
    default:
      return base
  }
}

/** "login, password"; Xelis' pools put the worker between them, Pearl's name all. */
function authorized(params: unknown, list: readonly unknown[]): Partial<Introduction> {
  const named = stringAt(params, 'wallet') || stringAt(params, 'login')
  if (named !== '')
    return { login: named, worker: stringAt(params, 'worker'), password: stringAt(params, 'pass'), agent: stringAt(params, 'agent') }
  if (list.length === 3 && textIn(list, 0).startsWith('xel:'))
    return { login: textIn(list, 0), worker: textIn(list, 1), password: textIn(list, 2) }
  return { login: textIn(list, 0), password: textIn(list, 1) }
}

function worthOfTarget(target: unknown): MiningMessage['share'] {
  const hashes = hashesOfTarget(typeof target === 'string' ? target.padStart(64, '0') : undefined)
  return hashes === undefined ? undefined : { hashes }
}

function subscription(params: unknown, list: readonly unknown[]): Pick<MiningMessage, 'dialect' | 'who'> {
  const agent = typeof params === 'string' ? params : textIn(list, 0)
  const publicAddress = stringAt(params, 'publicAddress')
  if (publicAddress !== '') return { who: { login: publicAddress, worker: stringAt(params, 'name'), agent: stringAt(params, 'agent') } }
  const host = textIn(list, 2)
  const port = list[3]
  if (list.some(word => typeof word === 'string' && /^ethereumstratum\/1/i.test(word)))
    return { dialect: 'ethereumstratum-1', who: { agent } }
  if (host.includes('.') && (typeof port === 'string' || typeof port === 'number'))
    return { dialect: 'zec', who: { agent, pool: `${host}:${port}` } }
  return { who: { agent } }
}

/** The answer to mining.subscribe is known by what it lists: `[[["mining.notify", id]], extranonce1, size]`, or the name of the protocol. */
function subscribedOf(message: unknown): MiningMessage | undefined {
  if (at(message, 'method') !== undefined) return undefined
  const result = at(message, 'result')
  const id = idOf(message)
  const proto = stringAt(result, 'proto')
  if (/^ethereumstratum\/2/i.test(proto)) return { verb: '', side: 'pool', dialect: 'ethereumstratum-2', isSure: true, id, answer: 'yes' }
  if (!Array.isArray(result)) return undefined
  const words = (result as unknown[]).slice(0, 4).flat(2).slice(0, 8)
  if (words.some(word => typeof word === 'string' && /^ethereumstratum\/1/i.test(word)))
    return { verb: '', side: 'pool', dialect: 'ethereumstratum-1', isSure: true, id, answer: 'yes' }
  const names = words.some(word => word === 'mining.notify' || word === 'mining.set_difficulty')
  return names ? { verb: '', side: 'pool', dialect: 'stratum', isSure: true, id, answer: 'yes' } : undefined
}

/** Which dialect a notice of work is of, by its members. */
function notice(list: readonly unknown[]): Pick<MiningMessage, 'dialect' | 'job' | 'share'> {
  const hashes = [1, 2, 3, 4]
    .filter(i => isHash(list[i]))
    .map(i => `${i}`)
    .join('')
  if (list.length >= 8 && Array.isArray(list[4]) && isHex(list[1], 64)) {
    const bits = textIn(list, 6)
    // Bitcoin's own difficulty has needed the exponent 0x17 since 2018; its forks are far easier.
    return { dialect: 'stratum-1', job: { algorithm: '', coin: /^17/.test(bits) ? 'BTC' : undefined } }
  }
  if (list.length >= 8 && isHex(list[1], 8) && hashes.startsWith('234')) {
    const personal = list.slice(8).find(word => typeof word === 'string' && /pow$/i.test(word))
    const algorithm = typeof personal === 'string' && personal !== 'ZcashPoW' ? 'equihash144_5' : ''
    return { dialect: 'zec', job: { algorithm, coin: personal === 'BgoldPoW' ? 'BTG' : undefined } }
  }
  if (list.length >= 6 && hashes.startsWith('123') && typeof list[5] === 'number')
    return { dialect: 'kawpow', job: { algorithm: '' }, share: worthOfTarget(list[3]) }
  if (list.length >= 4 && list.length <= 5 && hashes.startsWith('12') && typeof list[3] === 'boolean')
    return { dialect: 'ethereumstratum-1', job: { algorithm: '' } }
  if (list.length === 4 && isHash(list[2]) && isHex(list[1], 1, 8) && (list[3] === '0' || list[3] === '1'))
    return { dialect: 'ethereumstratum-2', job: { algorithm: '' } }
  // Alephium hands out one job for each pair of its groups.
  if (isHex(stringAt(list[0], 'headerBlob'), 200, 4096)) return { dialect: 'alephium', job: { algorithm: 'blake3' } }
  const words = list[1]
  const isKaspa = Array.isArray(words) && words.length === 4 && words.every(word => typeof word === 'number')
  return { ...((isKaspa || (list.length <= 3 && isHex(list[1], 80))) && { dialect: 'kaspa' as const }), job: { algorithm: '' } }
}

function shareDialect(list: readonly unknown[]): Dialect {
  if (list.length >= 5 && isHex(list[4], 200, 1 << 16)) return 'zec'
  if (list.length >= 5 && isHash(list[3]) && isHash(list[4])) return 'kawpow'
  if (list.length >= 5 && isHex(list[3], 8) && isHex(list[4], 8)) return 'stratum-1'
  return 'stratum'
}

/** In most dialects a share begins with the name of its worker. */
function workerOf(list: readonly unknown[]): Pick<MiningMessage, 'who'> {
  return list.length >= 3 && textIn(list, 0).length > 3 && !isHash(list[1], 16) ? { who: { login: textIn(list, 0) } } : {}
}

function textIn(list: readonly unknown[], index: number): string {
  const member = list[index]
  return typeof member === 'string' ? member : ''
}

/** A rate in hex with or without 0x, or a number. */
export function numberOf(value: unknown): number | undefined {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^(?:0x)?[0-9a-f]{1,64}$/i.test(value)
        ? Number(`0x${value.replace(/^0x/i, '')}`)
        : Number.NaN
  return Number.isFinite(number) && number >= 0 ? number : undefined
}
