// From host to host: who came in from the own network, and where the malware went or could go from here.
import type { HostEvent } from '../core/event.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Clues, Passage } from '../core/trace.ts'
import { loginStories } from './login-story.ts'
import type { Outward } from './outward.ts'

const most = 60
/** "ssh -i key root@192.0.2.7", "scp x deploy@db1:/tmp", "rsync -e ssh … host:". */
const goes =
  /\b(?:ssh|scp|sftp|rsync|ssh-copy-id|sshpass)\b[^|;&]*?(?:\s|^)(?:([\w.-]{1,64})@)?((?:\d{1,3}\.){3}\d{1,3}|[a-z0-9][\w-]*(?:\.[\w-]+)+|[a-z][\w-]{1,40}(?=:))/i

export function passagesOf(
  clues: Clues,
  incident: Incident | undefined,
  since: Instant | undefined,
  outward: Outward | undefined,
): readonly Passage[] {
  const { host } = clues
  const own = new Set(clues.standing.owners)
  const found: Passage[] = []
  for (const { login, address, user, inside } of loginStories(clues))
    if (inside)
      found.push({ from: address, to: host, how: 'ssh', user, at: login?.at, sure: 'seen', events: login === undefined ? [] : [login.id] })
  for (const event of clues.events) {
    const passage = since === undefined || event.at < since ? undefined : going(host, event)
    if (passage !== undefined) found.push(passage)
  }
  for (const finding of incident?.findings ?? []) {
    if (finding.detector !== 'network-scan' && finding.detector !== 'brute-force') continue
    for (const id of finding.about)
      if (id.startsWith('ip:')) found.push({ from: host, to: id.slice(3), how: 'scan', at: finding.at, sure: 'seen', events: [finding.id] })
  }
  // What an account of the malware's knows and has keys for; root reads everybody's.
  const keyed = new Set(outward?.keyed.map(k => k.user))
  for (const { user, to } of outward?.known ?? [])
    if (own.size === 0 || own.has('root') || own.has(user))
      if (keyed.has(user)) found.push({ from: host, to, how: 'ssh', user, sure: 'possible', events: [] })
  return [...new Map(found.map(p => [`${p.from} ${p.to} ${p.how} ${p.sure}`, p])).values()].slice(0, most)
}

/** A connection that a record of this host tells of after the malware came. */
function going(host: string, e: HostEvent): Passage | undefined {
  if (e.verb === 'connected' && e.program === 'ssh' && e.address !== undefined)
    return { from: host, to: e.address, how: 'ssh', user: e.user, at: e.at, sure: 'seen', events: [e.id] }
  if (e.verb !== 'command' && e.verb !== 'privilege') return undefined
  const [, , to] = goes.exec(e.command ?? '') ?? []
  return to === undefined
    ? undefined
    : { from: host, to, how: 'ssh', user: e.user, at: e.at, sure: e.trust === 'user' ? 'possible' : 'seen', events: [e.id] }
}
