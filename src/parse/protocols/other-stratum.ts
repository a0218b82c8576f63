// Dialects that are of one coin alone: Grin (github.com/mimblewimble/grin doc/stratum.md), Beam (github.com/BeamMW/beam wiki), Dero's work over WebSocket.
import { at, listAt, stringAt } from '../json.ts'
import { idOf, type MiningMessage } from './mining-message.ts'
import { isHex } from './share-worth.ts'

export function otherStratum(message: unknown): MiningMessage | undefined {
  const id = idOf(message)
  return grin(message, id) ?? beam(message, id) ?? dero(message, id)
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
  return { ...base, side: 'pool', job: { algorithm: 'cuckatoo', coin: 'GRIN' }, share, ...(verb !== 'job' && { answer: 'yes' as const }) }
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

function dero(message: unknown, id: string): MiningMessage | undefined {
  const base = { verb: '', dialect: 'dero', isSure: true, id } as const
  if (typeof at(message, 'jobid') !== 'string') return undefined
  if (isHex(stringAt(message, 'mbl_blob'), 90, 100)) return { ...base, side: 'miner', isShare: true }
  if (!isHex(stringAt(message, 'blockhashing_blob'), 90, 100)) return undefined
  const hashes = at(message, 'difficultyuint64')
  return {
    ...base,
    side: 'pool',
    job: { algorithm: 'astrobwt/v3', coin: 'DERO' },
    share: typeof hashes === 'number' && hashes > 0 ? { hashes } : undefined,
  }
}
