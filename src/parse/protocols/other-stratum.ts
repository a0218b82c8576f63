// Dialects that are of one coin and its kin: Grin and Epic (github.com/mimblewimble/grin doc/stratum.md), Beam (github.com/BeamMW/beam wiki), Hathor, Nervos (github.com/yulidai/ckb_stratum).
import { at, listAt, stringAt } from '../json.ts'
import { idOf, type MiningMessage } from './mining-message.ts'
import { hashesOfTarget, isHash, isHex } from './share-worth.ts'

export function otherStratum(message: unknown): MiningMessage | undefined {
  const id = idOf(message)
  return grin(message, id) ?? beam(message, id) ?? hathor(message, id) ?? nervos(message, id) ?? qatum(message)
}

/** The cycle that a share consists of has 42 edges in Grin, 32 to 48 in its kin. */
function grin(message: unknown, id: string): MiningMessage | undefined {
  const verb = stringAt(message, 'method')
  const base = { verb, dialect: 'grin', isSure: true, id } as const
  if (verb === 'getjobtemplate') return { ...base, side: 'miner' }
  if (verb === 'submit') {
    const edges = listAt(message, 'params', 'pow')
    const isShare = edges.length >= 32 && edges.length <= 48 && edges.every(edge => typeof edge === 'number')
    return isShare && typeof at(message, 'params', 'edge_bits') === 'number' ? { ...base, side: 'miner', isShare } : undefined
  }
  const work = verb === 'job' ? at(message, 'params') : at(message, 'result')
  if (!isHex(stringAt(work, 'pre_pow'), 200, 2000) || at(work, 'job_id') === undefined) return undefined
  const difficulty = at(work, 'difficulty')
  const share = typeof difficulty === 'number' && difficulty > 0 ? { hashes: difficulty } : undefined
  // Epic takes turns between algorithms, and its work names the one.
  const algorithm = stringAt(work, 'algorithm')
  return {
    ...base,
    side: 'pool',
    job: { algorithm: algorithm || 'cuckatoo', coin: algorithm === '' ? 'GRIN' : 'EPIC' },
    share,
    ...(verb !== 'job' && { answer: 'yes' as const }),
  }
}

function beam(message: unknown, id: string): MiningMessage | undefined {
  const verb = stringAt(message, 'method')
  const base = { verb, dialect: 'beam', isSure: true, id } as const
  if (verb === 'job' && isHex(stringAt(message, 'input'), 64) && typeof at(message, 'difficulty') === 'number')
    return { ...base, id: '', side: 'pool', job: { algorithm: 'beamhash', coin: 'BEAM' } }
  if (verb === 'solution' && isHex(stringAt(message, 'nonce'), 16) && isHex(stringAt(message, 'output'), 200, 300))
    return { ...base, side: 'miner', isShare: true }
  const login = stringAt(message, 'api_key')
  if (verb === 'login' && login !== '') return { ...base, isSure: false, side: 'miner', who: { login } }
  const code = at(message, 'code')
  if (verb === 'result' && typeof code === 'number' && /accept|reject|solution/i.test(stringAt(message, 'description')))
    return { ...base, verb: '', isSure: false, side: 'pool', answer: code === 1 ? 'yes' : 'no' }
  return undefined
}

/** Work is the header's data and its weight, the logarithm of the difficulty. */
function hathor(message: unknown, id: string): MiningMessage | undefined {
  const verb = stringAt(message, 'method')
  const params = at(message, 'params')
  const base = { verb, dialect: 'hathor', id } as const
  const login = stringAt(params, 'address')
  if (verb === 'subscribe' && login !== '' && (typeof at(params, 'mining') === 'boolean' || typeof at(params, 'mine_txs') === 'boolean'))
    return { ...base, isSure: true, side: 'miner', who: { login } }
  if (at(params, 'job_id') === undefined) return undefined
  const weight = at(params, 'weight')
  if (verb === 'job' && isHex(stringAt(params, 'data'), 64, 8192) && typeof weight === 'number')
    return { ...base, isSure: true, side: 'pool', job: { algorithm: 'sha256d' }, share: { hashes: 2 ** Math.min(weight, 200) } }
  // So bare a share may be of another coin as well.
  const isBare = at(params, 'result') === undefined && at(params, 'hash') === undefined
  const isShare = verb === 'submit' && isBare && isHex(stringAt(params, 'nonce'), 8, 32)
  return isShare ? { verb, id, isSure: false, side: 'miner', isShare } : undefined
}

function nervos(message: unknown, id: string): MiningMessage | undefined {
  const verb = stringAt(message, 'method')
  const params = at(message, 'params')
  const base = { verb, dialect: 'nervos', isSure: true, id } as const
  switch (verb) {
    case 'ckb_submitLogin':
      return {
        ...base,
        side: 'miner',
        who: { login: stringAt(params, 'login'), worker: stringAt(params, 'worker'), agent: stringAt(params, 'agent') },
      }
    case 'ckb_getWork':
      return { ...base, side: 'miner' }
    case 'ckb_submitWork':
      return { ...base, side: 'miner', isShare: true }
    default: {
      const work = at(message, 'result')
      if (!isHash(at(work, 'pow_hash')) || !isHash(at(work, 'target'))) return undefined
      const hashes = hashesOfTarget(at(work, 'target'))
      return { ...base, side: 'pool', answer: 'yes', job: { algorithm: 'eaglesong' }, share: hashes === undefined ? undefined : { hashes } }
    }
  }
}

/** Of Qubic: the id is the kind of message (github.com/hackerby888/qatum-protocol); identities are of sixty capitals. */
function qatum(message: unknown): MiningMessage | undefined {
  if (at(message, 'method') !== undefined) return undefined
  const base = { verb: '', dialect: 'qatum', isSure: true, id: '' } as const
  const wallet = stringAt(message, 'wallet')
  const computor = stringAt(message, 'computorId')
  switch (at(message, 'id')) {
    case 1:
      return isIdentity(wallet) ? { ...base, side: 'miner', who: { login: wallet, worker: stringAt(message, 'worker') } } : undefined
    case 2:
      return isIdentity(computor) ? { ...base, side: 'pool' } : undefined
    case 3:
      return isHex(stringAt(message, 'seed'), 64) ? { ...base, side: 'pool', job: { algorithm: '' } } : undefined
    case 4:
      return isIdentity(computor) && isHex(stringAt(message, 'nonce'), 64) ? { ...base, id: '4', side: 'miner', isShare: true } : undefined
    case 5: {
      const claimed = at(message, 'hashrate')
      return isIdentity(computor) && typeof claimed === 'number' ? { ...base, side: 'miner', claimed } : undefined
    }
    default:
      return undefined
  }
}

function isIdentity(text: string): boolean {
  return /^[A-Z]{60}$/.test(text)
}
