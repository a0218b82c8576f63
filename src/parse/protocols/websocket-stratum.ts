// Dialects of one coin whose work goes over WebSocket: Dero, Xelis (its daemon's getwork), Nimiq (github.com/nimiq/mining-pool).
import { at, stringAt } from '../json.ts'
import type { MiningMessage } from './mining-message.ts'
import { isHex } from './share-worth.ts'

export function websocketStratum(message: unknown): MiningMessage | undefined {
  return dero(message) ?? xelis(message) ?? nimiq(message)
}

const sure = { verb: '', isSure: true, id: '' } as const

function dero(message: unknown): MiningMessage | undefined {
  const base = { ...sure, dialect: 'dero' } as const
  if (typeof at(message, 'jobid') !== 'string') return undefined
  if (isHex(stringAt(message, 'mbl_blob'), 90, 100)) return { ...base, side: 'miner', isShare: true }
  if (!isHex(stringAt(message, 'blockhashing_blob'), 90, 100)) return undefined
  return { ...base, side: 'pool', job: { algorithm: 'astrobwt/v3' }, share: worth(at(message, 'difficultyuint64')) }
}

/** A block's header to work on, of 112 bytes, is handed out and, with another nonce, back in. */
function xelis(message: unknown): MiningMessage | undefined {
  const base = { ...sure, dialect: 'xelis' } as const
  const job = at(message, 'new_job')
  const work = stringAt(job, 'miner_work') || stringAt(job, 'template')
  if (isHex(work, 200, 400))
    return { ...base, side: 'pool', job: { algorithm: stringAt(job, 'algorithm') }, share: worth(at(job, 'difficulty')) }
  const block = stringAt(message, 'miner_work') || stringAt(message, 'block_template')
  return isHex(block, 200, 400) ? { ...base, side: 'miner', isShare: true } : undefined
}

/** `register` names the address that is paid, `settings` and `new-block` are the work, `share` hands it in. */
function nimiq(message: unknown): MiningMessage | undefined {
  const verb = stringAt(message, 'message')
  const base = { ...sure, verb, dialect: 'nimiq' } as const
  const login = stringAt(message, 'address')
  switch (verb) {
    case 'register':
      if (!/^NQ\d\d ?[0-9A-Z ]{32,39}$/.test(login) || at(message, 'deviceId') === undefined) return undefined
      return {
        ...base,
        side: 'miner',
        who: { login, worker: stringAt(message, 'deviceName'), agent: stringAt(message, 'minerVersion') },
      }
    case 'share':
      return stringAt(message, 'minerAddrProof') === '' ? undefined : { ...base, side: 'miner', isShare: true }
    case 'settings':
      return at(message, 'targetCompact') === undefined || at(message, 'extraData') === undefined ? undefined : { ...base, side: 'pool' }
    case 'new-block':
      return stringAt(message, 'accountsHash') === '' ? undefined : { ...base, side: 'pool', job: { algorithm: 'argon2d' } }
    default:
      return undefined
  }
}

function worth(difficulty: unknown): MiningMessage['share'] {
  const hashes = Number(difficulty)
  return hashes > 0 && Number.isFinite(hashes) ? { hashes } : undefined
}
