// How sure a conversation's own words make that somebody mines: work handed out and shares handed in are mining itself, a login only asks for it.
import type { Stratum } from '../core/facts/wire.ts'
import { namesMiner } from '../parse/protocols/miner-agent.ts'

/** 0 to 1; below 0.3 nothing is told. */
export function miningWeight(row: Stratum): number {
  if (row.isRecited) return 0.1
  switch (row.dialect) {
    case 'stratum-2-noise':
      return row.submitted > 0 ? 0.75 : 0.55
    case 'getblocktemplate':
      return templates(row)
    case 'getwork':
      return row.submitted > 0 ? 0.97 : row.jobs > 0 ? 0.9 : 0.6
    default:
      // A node answers eth_getWork to whoever watches it as well.
      return isAsked(row) && row.submitted === 0 ? polled(row) : spoken(row)
  }
}

function spoken({ dialect, jobs, submitted, accepted, wallets, login, verbs, agent, algorithms }: Stratum): number {
  if (jobs > 0 && submitted > 0) return 0.99
  if (jobs > 0 && (login !== '' || accepted > 0)) return 0.97
  if (submitted > 0) return accepted > 0 ? 0.97 : 0.9
  if (jobs > 0 || wallets.length > 0) return 0.9
  if (verbs.some(verb => verb.startsWith('mining.') || verb.startsWith('eth_'))) return verbs.length > 1 ? 0.9 : 0.8
  if (dialect === 'stratum-2' || namesMiner(agent) || algorithms.length > 0) return 0.85
  // Who was seen to log in and was handed no work all the same may speak another protocol with the same words.
  return verbs.includes('keepalived') ? (login === '' ? 0.7 : 0.45) : 0.2
}

const minute = 60_000

/** A template is asked for by monitoring too: mining shows in a block handed in, in an address for the reward, in long polls, or in never ceasing to ask. */
function templates({ jobs, submitted, wallets, login, verbs, at, last }: Stratum): number {
  if (submitted > 0) return 0.97
  if (jobs >= 3 && (wallets.length > 0 || login !== '')) return 0.85
  if (jobs >= 2 && verbs.includes('getblocktemplate(longpoll)')) return 0.8
  const minutes = (Date.parse(last) - Date.parse(at)) / minute
  return jobs >= 30 && jobs / Math.max(minutes, 1) >= 6 ? 0.4 : 0.2
}

function polled({ jobs, wallets, verbs, claimed }: Stratum): number {
  if (wallets.length > 0 || claimed !== undefined || verbs.includes('eth_submitLogin')) return 0.95
  if (verbs.some(verb => verb.startsWith('mining.'))) return 0.9
  return jobs >= 3 ? 0.85 : 0.2
}

/** As nodes are asked, rather than pools. */
function isAsked({ via, dialect }: Stratum): boolean {
  return dialect === 'ethproxy' && /^(?:http|websocket)\b/.test(via.at(-1) ?? '')
}
