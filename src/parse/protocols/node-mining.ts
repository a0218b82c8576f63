// Mining with a node or an "ethproxy" pool by plain JSON-RPC: eth_getWork and its kin, getwork, getblocktemplate (BIP22/23), Monero's get_block_template.
import { at, listAt, stringAt } from '../json.ts'
import { idOf, type MiningMessage } from './mining-message.ts'
import { numberOf } from './mining-verbs.ts'
import { hashesOfTarget, isHash, isHex } from './share-worth.ts'

export function nodeCall(message: unknown): MiningMessage | undefined {
  const said = stringAt(message, 'method')
  // Forks of Ethereum put their own name before it: aqua_getWork.
  const verb = said.replace(/^(?!ckb)[a-z]{3,8}_(?=(?:getWork|submitWork|submitHashrate)$)/, 'eth_')
  const id = idOf(message)
  const params = listAt(message, 'params')
  const asks = { verb: said, side: 'miner', id } as const
  const text = (index: number): string => (typeof params[index] === 'string' ? params[index] : '')
  switch (verb) {
    case 'eth_submitLogin':
    case 'eth_login':
      return {
        ...asks,
        dialect: 'ethproxy',
        isSure: true,
        who: { login: text(0), password: text(1), worker: stringAt(message, 'worker'), agent: stringAt(message, 'agent') },
      }
    case 'eth_getWork':
      return { ...asks, dialect: 'ethproxy', isSure: true }
    case 'eth_submitWork':
      return { ...asks, dialect: 'ethproxy', isSure: true, isShare: isHash(params[0], 16) || isHash(params[1]) }
    case 'eth_submitHashrate':
      return { ...asks, dialect: 'ethproxy', isSure: true, claimed: numberOf(params[0]) }
    case 'eth_subscribe':
      if (text(0) !== 'newWork') return undefined
      return { ...asks, dialect: 'ethproxy', isSure: true, who: { login: text(1), password: text(2), agent: text(3) } }
    case 'eth_subscription':
      return workOf(at(message, 'params', 'result'), verb, '')
    // The two halves of Bitcoin's old protocol share one method: with data it hands in.
    case 'getwork':
      return { ...asks, dialect: 'getwork', isSure: true, ...(isHex(params[0], 256) && { isShare: true }) }
    case 'getblocktemplate':
    case 'get_block_template':
      return template(asks, at(message, 'params'), params)
    case 'submitblock':
    case 'submit_block':
      return isHex(params[0], 160, 1 << 26) ? { ...asks, dialect: 'getblocktemplate', isSure: true, isShare: true } : undefined
    case '':
      return resultOf(message, id)
    default:
      return undefined
  }
}

/** Who only watches a node asks without saying where the reward would go, or which long poll it continues. */
function template(asks: Pick<MiningMessage, 'verb' | 'id' | 'side'>, named: unknown, list: readonly unknown[]): MiningMessage {
  const login = stringAt(named, 'wallet_address')
  const isWaiting = stringAt(list[0], 'longpollid') !== '' || listAt(list[0], 'capabilities').includes('coinbasetxn')
  return {
    ...asks,
    verb: isWaiting ? 'getblocktemplate(longpoll)' : asks.verb,
    dialect: 'getblocktemplate',
    isSure: true,
    ...(login !== '' && { who: { login } }),
  }
}

/** Work as an answer: header, seed and target of Ethereum; data and target of getwork; a template. */
function resultOf(message: unknown, id: string): MiningMessage | undefined {
  const result = at(message, 'result')
  const work = workOf(result, '', id)
  if (work !== undefined) return { ...work, answer: 'yes' }
  const base = { verb: '', side: 'pool', isSure: true, id, answer: 'yes' } as const
  if (isHex(stringAt(result, 'data'), 256) && isHex(stringAt(result, 'target'), 64))
    return { ...base, dialect: 'getwork', job: { algorithm: '' }, share: worth(turned(stringAt(result, 'target'))) }
  const blob = stringAt(result, 'blocktemplate_blob')
  if (isHex(blob, 76, 1 << 24)) {
    const difficulty = at(result, 'difficulty')
    const coin = isHex(stringAt(result, 'seed_hash'), 64) && /^(?:0[c-f]|10)/i.test(blob) ? 'XMR' : undefined
    return {
      ...base,
      dialect: 'getblocktemplate',
      job: { algorithm: '', coin },
      share: typeof difficulty === 'number' && difficulty > 0 ? { hashes: difficulty } : undefined,
    }
  }
  if (
    isHex(stringAt(result, 'previousblockhash'), 64) &&
    (at(result, 'coinbasevalue') !== undefined || at(result, 'coinbasetxn') !== undefined)
  )
    return {
      ...base,
      dialect: 'getblocktemplate',
      job: { algorithm: '', coin: stringAt(result, 'bits').startsWith('17') ? 'BTC' : undefined },
      share: worth(stringAt(result, 'target')),
    }
  return undefined
}

function workOf(result: unknown, verb: string, id: string): MiningMessage | undefined {
  const list = Array.isArray(result) ? (result as readonly unknown[]) : []
  if (list.length < 3 || list.length > 8) return undefined
  if (![0, 1, 2].every(i => typeof list[i] === 'string' && list[i].startsWith('0x') && isHash(list[i]))) return undefined
  // A list of three hashes may be transactions of any other question; a target shows by its zeros.
  const isSure = String(list[2]).startsWith('0x000000')
  return { verb, side: 'pool', dialect: 'ethproxy', isSure, id, job: { algorithm: '' }, share: worth(list[2]) }
}

function worth(target: unknown): MiningMessage['share'] {
  const hashes = hashesOfTarget(target)
  return hashes === undefined ? undefined : { hashes }
}

/** getwork writes its target with the least significant byte first. */
function turned(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('')
}

/** Blocks and templates with all their transactions are too long to be kept: what they are shows in their first bytes. */
export function longMessage(head: string): MiningMessage | undefined {
  const base = { verb: '', id: '', isSure: false, dialect: 'getblocktemplate' } as const
  if (/"submit_?block"/.test(head)) return { ...base, side: 'miner', isShare: true }
  return /"(?:previousblockhash|blocktemplate_blob)"/.test(head)
    ? { ...base, side: 'pool', answer: 'yes', job: { algorithm: '' } }
    : undefined
}
