// Whether a server turned a request away: then nothing came of it, with few exceptions.
import type { HostEvent } from '../core/event.ts'

/** Answers by which a server says that nothing came of it: not there, not allowed, moved as a whole, too much. */
const refusals = new Set([301, 308, 401, 403, 404, 405, 410, 429, 444, 501, 502, 503])
/** They work whatever the answer is, or they are what a command left that had been run. */
const workAnyway = /^(?:log4shell|shellshock|shell-output|miner-output|node-command|php-eval|redis-)/

export const isTurnedAway = ({ status }: Pick<HostEvent, 'status'>): boolean => refusals.has(status ?? 0)

export function isRefused({ status, outcome, attack = '' }: HostEvent): boolean {
  if (workAnyway.test(attack)) return false
  return status === undefined ? outcome === 'failure' : isTurnedAway({ status })
}
