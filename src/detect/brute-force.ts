// Passwords guessed over the network: many refusals of one client, many clients against one service, many services asked by one; and who got in after that.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { LoginTries } from '../core/facts/wire.ts'
import { type Evidence, evidence } from '../core/finding.ts'
import type { Some } from '../core/some.ts'
import { isInside } from '../parse/inside-address.ts'

/** Refusals within the window: a person who forgot a password gives up before; a program with an old password asks one service as one user. */
const many = 15
const manyAsOne = 60
/** Of mail, as one user within two minutes: programs that look for mail are never in such haste. */
const manyHurried = 30
const hurryMs = 120_000
/** Of SSH one conversation may bring a handful of refused keys. */
const manySessions = 5
/** In one conversation, before it was accepted: no longer keys or typing errors. */
const manyBeforeAccepted = 6
/** Refusals of one client at different machines (spraying): few tries everywhere. */
const manyPlaces = 6
/** Names that everybody guesses: one of them alone is no sign of a program with an old password. */
const guessed =
  /^(?:root|admin|administrator|postgres|sa|default|mysql|ubuntu|oracle|test|user|guest|ftp|pi|tomcat|manager|jenkins|nagios|git|info|support)$/i
const windowMs = 3_600_000

interface Series {
  readonly service: string
  readonly client: string
  readonly rows: LoginTries[]
}

export const bruteForce: Detector = {
  id: 'brute-force',
  summary: { zh: '流量中的暴力破解与密码喷洒', en: 'brute force and password spraying on the wire' },
  techniques: ['T1110'],
  references: [
    'https://attack.mitre.org/techniques/T1110/',
    'https://docs.zeek.org/en/current/scripts/policy/protocols/ssh/detect-bruteforcing.zeek.html',
  ],
  needs: ['loginTries'],
  *detect({ loginTries }) {
    for (const { client, service, rows } of seriesOf(loginTries)) {
      const hit = densest(rows)
      if (hit === undefined) continue
      const { refused, servers, users, first } = hit
      const last = hit.last
      // A habit: it had come in before the first refusal.
      const isHabit = rows.some(row => row.accepted && row.at < first.at && row.refused === 0)
      const after = rows.find(row => row.accepted && row.at >= first.at)
      const inside = isInside(client)
      const machine = (after ?? first).server.address
      const where = servers.length === 1 ? `${servers[0]}` : `${servers.length} machines`
      const lines: Some<Evidence> = [
        evidence(
          'wire',
          first.frame,
          `${service}: ${refused} refused at ${servers.slice(0, 8).join(', ')} from ${first.at} to ${last}${users.length > 0 ? ` as ${users.slice(0, 20).join(', ')}` : ''}`,
        ),
        ...(after === undefined
          ? []
          : [
              evidence(
                'wire',
                after.frame,
                `${service}: accepted at ${after.server.address}${after.users.length > 0 ? ` as ${after.users.join(', ')}` : ''}`,
              ),
            ]),
      ]
      const gotIn = after !== undefined && !isHabit
      yield say(this, {
        title: gotIn
          ? {
              zh: `${client} 猜出了 ${machine} 的 ${service} 密码(此前 ${refused} 次失败)`,
              en: `${client} guessed its way into ${service} of ${machine} (after ${refused} refusals)`,
            }
          : {
              zh: `${client} 在猜测 ${servers.length === 1 ? servers[0] : `${servers.length} 台主机`} 的 ${service} 密码(${refused} 次失败)`,
              en: `${client} guesses passwords of ${service} at ${where} (${refused} refusals)`,
            },
        about: [entity('ip', machine), entity('ip', client)],
        evidence: lines,
        severity: gotIn ? (inside ? 'medium' : 'high') : isHabit ? 'low' : 'medium',
        confidence: gotIn ? (inside ? 0.6 : 0.8) : isHabit ? 0.3 : 0.6,
        class: 'access',
        signal: gotIn || !isHabit ? 'intrusion' : 'context',
        techniques: [servers.length > 1 ? 'T1110.003' : 'T1110.001', ...(gotIn ? ['T1078'] : [])],
        why: {
          zh: `一小时内 ${refused} 次登录被拒,涉及 ${servers.length} 台主机${users.length > 0 ? `、${users.length} 个用户名` : ''}${gotIn ? ',随后登录成功' : ''}。`,
          en: `${refused} logins were refused within an hour at ${servers.length === 1 ? 'one machine' : `${servers.length} machines`}${users.length > 0 ? `, as ${users.length === 1 ? 'one user' : `${users.length} users`}` : ''}${gotIn ? ', and then one was accepted' : ''}.`,
        },
        whyNot: isHabit
          ? {
              zh: '该地址此前一直能正常登录,可能只是密码已更换。',
              en: 'This address had logged in before without trouble: perhaps only a password was changed.',
            }
          : inside && !gotIn
            ? { zh: '内网地址也可能是漏洞扫描器。', en: 'Inside a network it may be a scanner of one’s own.' }
            : undefined,
        at: first.at,
      })
    }
  },
}

function seriesOf(rows: readonly LoginTries[]): readonly Series[] {
  const all = new Map<string, Series>()
  for (const row of rows) {
    const key = `${row.client.address} ${row.service}`
    const series = all.get(key) ?? { service: row.service, client: row.client.address, rows: [] }
    all.set(key, series)
    series.rows.push(row)
  }
  for (const { rows: list } of all.values()) list.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return [...all.values()]
}

function isHurried(rows: readonly LoginTries[]): boolean {
  if (rows[0]!.service !== 'mail') return false
  const last = Date.parse(rows.at(-1)!.at)
  return rows.reduce((n, row) => (last - Date.parse(row.at) <= hurryMs ? n + row.refused : n), 0) >= manyHurried
}

interface Hit {
  readonly refused: number
  readonly servers: readonly string[]
  readonly users: readonly string[]
  readonly first: LoginTries
  readonly last: string
}

/** The first hour that is enough, and all refusals of it. */
function densest(rows: readonly LoginTries[]): Hit | undefined {
  const failed = rows.filter(row => (row.accepted ? row.refused >= manyBeforeAccepted : row.refused > 0))
  for (let start = 0, end = 0, refused = 0; end < failed.length; end++) {
    refused += failed[end]!.refused
    while (Date.parse(failed[end]!.at) - Date.parse(failed[start]!.at) > windowMs) refused -= failed[start++]!.refused
    const some = failed.slice(start, end + 1)
    if (refused < manyPlaces || (end < failed.length - 1 && refused < many)) continue
    const servers = [...new Set(some.map(({ server }) => server.address))]
    const users = [...new Set(some.flatMap(row => row.users))]
    const isOne = servers.length === 1 && users.length === 1 && !guessed.test(users[0]!)
    if (refused < (isOne && !isHurried(some) ? manyAsOne : many) && servers.length < manyPlaces) continue
    if (some[0]!.service === 'ssh' && some.length < manySessions) continue
    const rest = failed.slice(start).filter(row => Date.parse(row.at) - Date.parse(some[0]!.at) <= windowMs)
    return {
      refused: rest.reduce((n, row) => n + row.refused, 0),
      servers: [...new Set(rest.map(({ server }) => server.address))],
      users: [...new Set(rest.flatMap(row => row.users))],
      first: some[0]!,
      last: rest.at(-1)!.at,
    }
  }
  return undefined
}
