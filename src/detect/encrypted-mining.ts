// An encrypted conversation that keeps the rhythm of mining: its records, its greeting and the names that led to it are weighed together.
import { type Detector, say } from '../core/detector.ts'
import type { EncryptedShape, HiddenPeer, SeenName } from '../core/facts/wire-encrypted.ts'
import { evidence } from '../core/finding.ts'
import { some } from '../core/some.ts'
import { oddsOf, rhythmSigns, type Sign } from '../parse/protocols/rhythm-odds.ts'
import { askedNames } from './asked-name.ts'
import { greetingSigns, listedWeight } from './greeting-signs.ts'
import { hiding } from './hidden-peers.ts'
import { subjectsOf } from './wire-subjects.ts'

/** Probabilities from which it is told, and from which it counts as a sign of mining by itself. */
const told = 0.8
const sure = 0.95

export const encryptedMining: Detector = {
  id: 'encrypted-mining',
  summary: { zh: '加密会话呈现挖矿节奏', en: 'an encrypted conversation with the rhythm of mining' },
  techniques: ['T1496.001', 'T1573'],
  references: [
    'https://jis-eurasipjournals.springeropen.com/articles/10.1186/s13635-021-00126-1',
    'https://www.ndss-symposium.org/ndss-paper/mineshark-cryptomining-traffic-detection-at-scale/',
  ],
  needs: ['encryptedShapes', 'names', 'answers', 'hiddenPeers'],
  *detect(facts, intel) {
    const nameOf = askedNames(facts)
    for (const row of facts.encryptedShapes) {
      const heard = rhythmSigns(row.rhythm)
      const signs = [
        ...heard,
        ...greetingSigns(row, intel),
        ...nameSigns(row, facts.names),
        ...hidingSigns(row, facts),
        ...unheardSigns(row),
      ]
      const probability = 1 / (1 + Math.exp(-oddsOf(signs)))
      if (probability < told) continue
      const { client, server, tls, rhythm } = row
      const name = tls?.name || nameOf(row)
      const there = `${name === '' ? '' : `${name} `}${server.address}:${server.port}`
      // What is heard alone is never proof; with somebody who is listed at the other end it is.
      const isListed = oddsOf(heard) > 0 && signs.some(({ weight }) => weight >= listedWeight)
      const confidence = Math.min(isListed ? 0.97 : 0.9, Math.round(probability * 100) / 100)
      const strongest = signs.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      yield say(this, {
        title: {
          zh: `${client.address} 到 ${there} 的加密会话像在挖矿`,
          en: `the encrypted conversation of ${client.address} with ${there} looks like mining`,
        },
        about: subjectsOf(row, client.address, facts),
        evidence: some(strongest.map(sign => evidence('wire', row.frame, weighed(sign)))) ?? [evidence('wire', row.frame, 'tls')],
        severity: isListed ? 'critical' : probability >= sure ? 'high' : 'medium',
        confidence,
        class: 'pool',
        signal: 'mining',
        why: {
          zh: `${Math.round(rhythm.seconds)} 秒内 ${rhythm.records} 条加密记录:${strongest.map(({ says }) => says.zh).join(';')}。内容已加密,请核对该主机上持有此连接的进程。`,
          en: `${rhythm.records} encrypted records in ${Math.round(rhythm.seconds)} s: ${strongest.map(({ says }) => says.en).join('; ')}. What is said cannot be read: look at the process that holds this connection.`,
        },
        at: row.at,
      })
    }
  },
}

function weighed({ weight, says }: Sign): string {
  return `${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(1)} ${says.en}`
}

/** Sizes that are known by acknowledgements may be of several records. */
function unheardSigns({ unheard }: EncryptedShape): readonly Sign[] {
  if (unheard === undefined) return []
  const [zh, en] = unheard === 'client' ? ['客户端', 'client’s'] : ['服务器', 'server’s']
  return [
    {
      weight: -0.5,
      says: { zh: `未抓到${zh}一侧,由对方的确认号推算`, en: `the ${en} side was not captured and is told by what the other acknowledged` },
    },
  ]
}

/** Names that the DNS gave this client for this address before. */
function nameSigns({ client, server, at }: EncryptedShape, names: readonly SeenName[]): readonly Sign[] {
  const own = names.filter(name => name.client.address === client.address && name.at <= at)
  const led = own.filter(({ addresses }) => addresses.includes(server.address))
  const listed = led.find(({ indicator }) => indicator !== undefined)
  if (listed !== undefined) {
    const { name, indicator } = listed
    const zh = `由列表中的 DNS 名称 ${name} 而来(${indicator?.source})`
    return [{ weight: listedWeight, says: { zh, en: `the DNS name that led there, ${name}, is listed (${indicator?.source})` } }]
  }
  const [first] = led
  if (first !== undefined)
    return [{ weight: 1.2, says: { zh: `由 DNS 名称 ${first.name} 而来`, en: `the DNS name that led there is ${first.name}` } }]
  return []
}

/** Whether the client hides whom it talks to, or what it asks for. */
function hidingSigns({ client, at }: EncryptedShape, { hiddenPeers, names }: Parameters<typeof hiding>[0]): readonly Sign[] {
  const isOwn = (row: HiddenPeer | SeenName): boolean => row.client.address === client.address && row.at <= at
  const own = hiding({ hiddenPeers: hiddenPeers.filter(isOwn), names: names.filter(isOwn) })
  const tor = own.find(({ means }) => means === 'tor')
  const resolver = own.find(({ means }) => means === 'resolver')
  return [
    ...(tor === undefined ? [] : [{ weight: 0.5, says: { zh: `该主机使用 Tor(${tor.name})`, en: `this machine uses Tor (${tor.name})` } }]),
    ...(resolver === undefined
      ? []
      : [
          {
            weight: 0.3,
            says: { zh: `该主机以加密方式向 ${resolver.name} 查询名称`, en: `this machine asks ${resolver.name} for names in secret` },
          },
        ]),
  ]
}
