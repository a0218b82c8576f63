// Signs since the cleaning that are no process and no file of the incident: its pool is spoken to, its keys and accounts are used, something starts by itself.
import { bytesOf } from '../core/bytes.ts'
import { type EntityId, entity } from '../core/entity.ts'
import type { SshLogin } from '../core/facts/account.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { Facts } from '../core/facts.ts'
import type { Incident, ScanResult } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan } from '../core/plan.ts'
import { sha256 } from '../core/sha256.ts'
import type { Text } from '../core/text.ts'
import type { Watched } from '../core/watched.ts'

/** `hit`: it belongs to the incident. Else it is only new, and told. */
export interface Sign {
  readonly what: EntityId
  readonly hit: boolean
  readonly said: Text
}

const mostSigns = 50

type WatchedSigns = Omit<Watched, 'programs' | 'mechanisms'>

/** What to watch for, from the facts that accused the incident. */
export function watchedSigns(incident: Incident, plan: Plan, facts: Facts): WatchedSigns {
  const members = new Set<EntityId>(incident.members)
  const about = new Set<EntityId>(incident.findings.flatMap(f => f.about))
  const sockets = facts.sockets.filter(s => s.remote.port > 0 && (members.has(s.id) || about.has(s.id)))
  const taken = new Set(plan.steps.filter(s => s.detail['kind'] === 'authorized-keys').map(s => placeOf(s.detail['entry'])))
  const keys = facts.sshKeys.filter(k => taken.has(`${k.path}:${k.line}`)).map(k => k.fingerprint)
  const accounts = plan.steps.filter(s => s.action === 'lock-account').map(s => String(s.detail['user']))
  return {
    endpoints: [...new Set(sockets.map(endpointOf))],
    autostarts: facts.autostarts.map(startDigest),
    keys,
    accounts,
    logins: entriesBy({ keys, accounts }, facts).map(loginDigest),
  }
}

function placeOf(entry: unknown): string {
  const { path, line } = JSON.parse(String(entry)) as Autostart
  return `${path}:${line}`
}

const endpointOf = ({ remote }: Facts['sockets'][number]): string => `${remote.address}:${remote.port}`
/** The place in the file is left out: cutting out another line moves it. */
const startDigest = ({ kind, path, text, command }: Autostart): string =>
  sha256(bytesOf(JSON.stringify([kind, path, text, command]))).slice(0, 16)
const loginDigest = (login: SshLogin): string => sha256(bytesOf(JSON.stringify(login))).slice(0, 16)

function entriesBy({ keys, accounts }: Pick<Watched, 'keys' | 'accounts'>, { sshLogins }: Facts): readonly SshLogin[] {
  return sshLogins.filter(l => (l.fingerprint !== '' && keys.includes(l.fingerprint)) || accounts.includes(l.user))
}

/** `since`: when the cleaning ended. */
export function signsOf(watched: Watched, result: ScanResult, facts: Facts, since: Instant | undefined): readonly Sign[] {
  return [...traffic(watched, facts), ...entered(watched, facts, since), ...starts(watched, result, facts)].slice(0, mostSigns)
}

/** A connection that only the processes hold that were there before (frozen, or left by choice) did not come back. */
function* traffic({ endpoints, programs }: Watched, { sockets }: Facts): Generator<Sign> {
  const before = new Set(programs.map(p => p.was))
  for (const socket of sockets) {
    const { id, state, owners } = socket
    if (!endpoints.includes(endpointOf(socket)) || !/^(?:ESTABLISHED|SYN-SENT|)$/.test(state)) continue
    if (owners.length > 0 && owners.every(owner => before.has(owner))) continue
    const who = owners.map(o => o.slice('process:'.length)).join(', ')
    yield {
      what: id,
      hit: true,
      said: {
        zh: `又在连接事件中的矿池 ${endpointOf(socket)}${who === '' ? '' : `(进程 ${who})`}`,
        en: `the incident's pool ${endpointOf(socket)} is spoken to again${who === '' ? '' : ` (process ${who})`}`,
      },
    }
  }
}

/** By the keys that were taken out, into the accounts that were locked. */
function* entered(watched: Watched, facts: Facts, since: Instant | undefined): Generator<Sign> {
  for (const login of entriesBy(watched, facts)) {
    if (watched.logins.includes(loginDigest(login)) || (since !== undefined && login.at !== undefined && login.at < since)) continue
    const { user, address, fingerprint, at = '' } = login
    yield {
      what: entity('user', user),
      hit: true,
      said: {
        zh: `${at} 有人从 ${address} 以 ${user} 登录成功${fingerprint === '' ? '' : `,使用攻击者的公钥 ${fingerprint}`}`,
        en: `${at} somebody logged in as ${user} from ${address}${fingerprint === '' ? '' : ` with the attacker's key ${fingerprint}`}`.trim(),
      },
    }
  }
  for (const { user, address, at, source } of facts.logins) {
    const isEntry = source !== 'btmp' && watched.accounts.includes(user) && since !== undefined && at !== undefined && at > since
    if (!isEntry || facts.sshLogins.some(l => l.user === user && l.address === address)) continue
    yield {
      what: entity('user', user),
      hit: true,
      said: {
        zh: `${at} 有人从 ${address || '本机'} 以被锁定的账户 ${user} 登录`,
        en: `${at} somebody logged in from ${address || 'this host'} to the locked account ${user}`,
      },
    }
  }
}

/** What an unchanged package brought was installed; of the rest, what a finding is about belongs to the incident. */
function* starts({ autostarts }: Watched, { findings }: ScanResult, facts: Facts): Generator<Sign> {
  if (autostarts.length === 0) return
  const known = new Set(autostarts)
  const accused = new Set<EntityId>(
    findings.filter(f => f.signal !== 'context' && f.severity !== 'info' && f.severity !== 'low').flatMap(f => f.about),
  )
  const packaged = new Set(facts.files.filter(f => f.packaged === 'intact').map(f => f.path))
  for (const { path, result } of facts.verifications) if (result === 'intact') packaged.add(path)
  for (const entry of facts.autostarts) {
    const { id, path, line, extent, command, text, disabled } = entry
    if (disabled === true || known.has(startDigest(entry)) || packaged.has(path)) continue
    const place = extent === 'file' ? path : `${path}:${line}`
    const what = command === '' ? text : command
    yield {
      what: id,
      hit: accused.has(id),
      said: { zh: `新出现的自启动项 ${place}:${what}`, en: `starts by itself since: ${place}: ${what}` },
    }
  }
}
