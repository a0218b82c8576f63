// Passwords of one service guessed from many addresses, a few tries each: a botnet that no limit per address stops.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { LoginTries } from '../core/facts/wire.ts'
import { evidence } from '../core/finding.ts'
import { isInside } from '../parse/inside-address.ts'

/** Addresses from outside that were refused within the window and were never let in there; people who mistype come in afterwards. */
const manyClients = 15
const manyRefusals = 30
/** Who guesses more than this is told alone (brute-force). */
const mostOfOne = 14
const windowMs = 3_600_000

export const distributedGuessing: Detector = {
  id: 'distributed-guessing',
  summary: { zh: '来自众多地址的分布式密码猜测', en: 'passwords guessed from many addresses together' },
  techniques: ['T1110'],
  references: ['https://attack.mitre.org/techniques/T1110/003/'],
  needs: ['loginTries'],
  *detect({ loginTries }) {
    for (const rows of byTarget(loginTries).values()) {
      const hour = densest(strangersAmong(rows))
      const [first] = hour
      if (first === undefined) continue
      const clients = [...new Set(hour.map(({ client }) => client.address))]
      const refused = sum(hour)
      const { address } = first.server
      yield say(this, {
        title: {
          zh: `${clients.length} 个地址在共同猜测 ${address} 的 ${first.service} 密码(${refused} 次失败)`,
          en: `${clients.length} addresses together guess passwords of ${first.service} at ${address} (${refused} refusals)`,
        },
        about: [entity('ip', address)],
        evidence: [
          evidence(
            'wire',
            first.frame,
            `${first.service}: ${refused} refused from ${first.at} to ${hour.at(-1)!.at}: ${clients.slice(0, 20).join(', ')}`,
          ),
        ],
        severity: 'medium',
        confidence: 0.55,
        class: 'access',
        signal: 'intrusion',
        techniques: ['T1110.003'],
        why: {
          zh: `一小时内 ${clients.length} 个外部地址各试几次密码,无一登录成功。`,
          en: `Within an hour ${clients.length} addresses from outside tried a few passwords each, and none was let in.`,
        },
        whyNot: {
          zh: '面向公众的服务若刚更换密码,也会有许多用户登录失败。',
          en: 'When a public service changes passwords, many of its users are refused, too.',
        },
        at: first.at,
      })
    }
  },
}

function byTarget(rows: readonly LoginTries[]): ReadonlyMap<string, LoginTries[]> {
  const all = new Map<string, LoginTries[]>()
  for (const row of rows) {
    if (isInside(row.client.address)) continue
    const key = `${row.server.address} ${row.service}`
    const list = all.get(key)
    if (list === undefined) all.set(key, [row])
    else list.push(row)
  }
  return all
}

/** In the order of time: rows of clients that were never let in, and do not guess so much that they are told alone. */
function strangersAmong(rows: readonly LoginTries[]): readonly LoginTries[] {
  const known = new Set(rows.filter(({ accepted }) => accepted).map(({ client }) => client.address))
  const tries = new Map<string, number>()
  for (const { client, refused } of rows) tries.set(client.address, (tries.get(client.address) ?? 0) + refused)
  return rows
    .filter(({ client, refused }) => refused > 0 && !known.has(client.address) && tries.get(client.address)! <= mostOfOne)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** All rows of the first hour that is enough; none: there is no such hour. */
function densest(rows: readonly LoginTries[]): readonly LoginTries[] {
  const clients = new Map<string, number>()
  for (let start = 0, end = 0, refused = 0; end < rows.length; end++) {
    const row = rows[end]!
    refused += row.refused
    clients.set(row.client.address, (clients.get(row.client.address) ?? 0) + 1)
    for (; Date.parse(row.at) - Date.parse(rows[start]!.at) > windowMs; start++) {
      const { client, refused: old } = rows[start]!
      refused -= old
      const left = clients.get(client.address)! - 1
      left === 0 ? clients.delete(client.address) : clients.set(client.address, left)
    }
    if (clients.size < manyClients || refused < manyRefusals) continue
    const from = Date.parse(rows[start]!.at)
    return rows.slice(start).filter(({ at }) => Date.parse(at) - from <= windowMs)
  }
  return []
}

function sum(rows: readonly LoginTries[]): number {
  return rows.reduce((n, { refused }) => n + refused, 0)
}
