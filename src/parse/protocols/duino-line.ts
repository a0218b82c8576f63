// Duino-Coin: lines of words between commas, no JSON (github.com/revoxhere/duino-coin): a job is asked for by name, its nonce is handed in bare.
import type { MiningMessage } from './mining-message.ts'

const base = { id: '', dialect: 'duino' } as const
const job = /^[0-9a-f]{40},[0-9a-f]{40},(\d{1,12})$/
const share = /^\d{1,12},\d{1,12}(?:\.\d+)?,([^,]{2,60})(?:,([^,]{0,60}))?/

/** `id` is the same for every share: its answer is the next one. */
export function duinoLine(line: string): MiningMessage | undefined {
  if (line.startsWith('JOB,')) {
    const [, login = ''] = line.split(',')
    return { ...base, verb: 'JOB', side: 'miner', isSure: false, who: { login } }
  }
  const difficulty = job.exec(line)?.[1]
  // Nonces up to a hundred times the difficulty are tried, half of them before the right one.
  if (difficulty !== undefined)
    return { ...base, verb: '', side: 'pool', isSure: true, job: { algorithm: 'ducos1' }, share: { hashes: Number(difficulty) * 50 } }
  const [, agent, worker = ''] = share.exec(line) ?? []
  if (agent !== undefined) return { ...base, id: 'share', verb: '', side: 'miner', isSure: false, isShare: true, who: { agent, worker } }
  if (/^(?:GOOD|BLOCK)\b/.test(line)) return { ...base, id: 'share', verb: '', side: 'pool', isSure: false, answer: 'yes' }
  return /^BAD\b/.test(line) ? { ...base, id: 'share', verb: '', side: 'pool', isSure: false, answer: 'no' } : undefined
}
