// Mining by plots on disks (Signum, once Burst, and its kin): calls are addresses of HTTP, answers JSON (github.com/signum-network/signum-node).
import { at, stringAt } from '../json.ts'
import type { MiningMessage } from './mining-message.ts'
import { isHex } from './share-worth.ts'

const call = /[?&]requestType=(submitNonce|getMiningInfo)(?:&|$)/

/** HTTP answers in turn: all shares wait under one name. */
const turn = 'nonce'

export function isPlotCall(target: string): boolean {
  return target.includes('requestType=') && call.test(target)
}

/** Whoever reads the chain asks for what is mined as well: only a nonce handed in is mining. */
export function plotCall(target: string): MiningMessage | undefined {
  const verb = call.exec(target)?.[1]
  if (verb === undefined) return undefined
  const base = { verb, side: 'miner', dialect: 'plots', id: '' } as const
  if (verb !== 'submitNonce' || !/[?&]nonce=\d{1,20}(?:&|$)/.test(target)) return { ...base, isSure: false }
  const login = /[?&]accountId=(\d{1,20})(?:&|$)/.exec(target)?.[1] ?? ''
  return { ...base, id: turn, isSure: true, isShare: true, who: { login } }
}

export function plotAnswer(value: unknown): MiningMessage | undefined {
  const base = { verb: '', side: 'pool', isSure: false, id: '' } as const
  if (isHex(stringAt(value, 'generationSignature'), 64) && at(value, 'baseTarget') !== undefined)
    return { ...base, dialect: 'plots', job: { algorithm: '' } }
  if (at(value, 'deadline') !== undefined) return { ...base, id: turn, answer: 'yes' }
  return at(value, 'errorCode') === undefined ? undefined : { ...base, id: turn, answer: 'no' }
}
