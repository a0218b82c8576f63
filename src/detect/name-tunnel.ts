// Data travels in names below one domain: a tunnel through the DNS.
import { type Detector, say } from '../core/detector.ts'
import type { NameTunnel } from '../core/facts/wire-encrypted.ts'
import { evidence } from '../core/finding.ts'
import { subjectsOf } from './wire-subjects.ts'

/** Reputation services and mail filters ask with long names too, but seldom so many, and get short answers. */
const leastQueries = 40
const leastSent = 2500
const leastLength = 28
/** Bytes of an answer, its question and the head of the message included. */
const longAnswer = 150

/** Signs that need no volume, so that a tunnel that waits shows too: bytes without a meaning (NULL, 65399), and names asked as three types in turn. */
const leastIdle = 12
const leastIdleLength = 16
const none = [10, 65_399]
const inTurn = [5, 15, 16]
/** Of all questions each of the three is: a resolver of many people asks for them too, but not alike. */
const leastShare = 1 / 8

export const nameTunnel: Detector = {
  id: 'name-tunnel',
  summary: { zh: 'DNS 隧道', en: 'a tunnel through the DNS' },
  techniques: ['T1071.004', 'T1572'],
  references: ['https://github.com/yarrick/iodine', 'https://github.com/iagox86/dnscat2'],
  needs: ['nameTunnels'],
  *detect(facts) {
    for (const rows of grouped(facts.nameTunnels)) {
      const [row] = rows
      if (row === undefined) continue
      const sum = (of: (row: NameTunnel) => number): number => rows.reduce((total, each) => total + of(each), 0)
      const queries = sum(each => each.queries)
      const sent = sum(each => each.sent)
      const received = sum(each => each.received)
      const types = [...new Set(rows.flatMap(each => each.types))]
      const length = sent / Math.max(1, queries)
      const answer = received / Math.max(1, queries)
      const isIdle = types.some(type => none.includes(type)) || (length >= leastIdleLength && takesTurns(rows, types, queries))
      const isMuch = queries >= leastQueries && sent >= leastSent && length >= leastLength
      if (!isMuch && !(isIdle && queries >= leastIdle)) continue
      // Free bytes come back in types that hold them; or names are filled nearly to their end.
      const isRich = isIdle || answer >= longAnswer + length
      if (!isRich && length < 60) continue
      const { client, domain, server, excerpt } = row
      yield say(this, {
        title: {
          zh: `${client.address} 经 ${domain} 建立 DNS 隧道`,
          en: `${client.address} tunnels data through the DNS below ${domain}`,
        },
        about: subjectsOf(row, client.address, facts),
        evidence: [evidence('wire', row.frame, `${excerpt} · ${queries} questions to ${server.address}, types ${types.join(', ')}`)],
        severity: 'high',
        confidence: 0.85,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: `${queries} 次查询在域名中携带 ${sent} 字节(平均 ${Math.round(length)}),应答共 ${received} 字节。`,
          en: `${queries} questions carry ${sent} bytes in names (${Math.round(length)} each), answers bring ${received} bytes.`,
        },
        at: row.at,
      })
    }
  },
}

function takesTurns(rows: readonly NameTunnel[], types: readonly number[], queries: number): boolean {
  if (types.length !== inTurn.length) return false
  return inTurn.every(type => {
    const asked = rows.reduce((sum, row) => (row.types.includes(type) ? sum + row.queries / row.types.length : sum), 0)
    return asked >= queries * leastShare
  })
}

function grouped(rows: readonly NameTunnel[]): Iterable<readonly NameTunnel[]> {
  const groups = new Map<string, NameTunnel[]>()
  for (const row of rows) {
    const key = `${row.client.address} ${row.domain}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups.values()
}
