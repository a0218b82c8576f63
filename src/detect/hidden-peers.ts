// A machine that hides whom it talks to or which names it asks for: Tor, and resolvers over HTTPS or TLS. People do that too, and so it only adds to other evidence.
import { type Detector, say } from '../core/detector.ts'
import type { HiddenPeer } from '../core/facts/wire-encrypted.ts'
import type { Facts } from '../core/facts.ts'
import { evidence } from '../core/finding.ts'
import { some } from '../core/some.ts'
import { isOpenResolver } from '../parse/protocols/open-resolver.ts'
import { subjectsOf } from './wire-subjects.ts'

const mostShown = 8

export const hiddenPeers: Detector = {
  id: 'hidden-peers',
  summary: { zh: '使用 Tor 或加密解析隐藏去向', en: 'Tor or encrypted resolvers hide where a machine goes' },
  techniques: ['T1090.003', 'T1071.004'],
  references: ['https://spec.torproject.org/tor-spec/channels.html', 'https://www.rfc-editor.org/rfc/rfc8484'],
  needs: ['hiddenPeers', 'names'],
  *detect(facts) {
    for (const rows of Map.groupBy(hiding(facts), ({ client, means }) => `${client.address} ${means}`).values()) {
      const [row] = rows
      const lines = some(rows.slice(0, mostShown).map(({ frame, sign, name }) => evidence('wire', frame, `${sign}: ${name}`)))
      if (row === undefined || lines === undefined) continue
      const isTor = row.means === 'tor'
      const { address } = row.client
      yield say(this, {
        title: isTor
          ? { zh: `${address} 使用 Tor`, en: `${address} uses Tor` }
          : { zh: `${address} 以加密方式查询域名`, en: `${address} asks for names in secret` },
        about: subjectsOf(row, address, facts),
        evidence: lines,
        severity: isTor ? 'low' : 'info',
        confidence: isTor ? 0.3 : 0.15,
        class: 'concealment',
        signal: 'intrusion',
        techniques: [isTor ? 'T1090.003' : 'T1071.004'],
        joinsMining: true,
        why: isTor
          ? { zh: '矿工与僵尸程序常借 Tor 隐藏矿池与控制端。', en: 'Miners and bots hide pools and masters behind Tor.' }
          : { zh: '网络中其他人看不到它查询了哪些域名。', en: 'Nobody else in the network sees which names it asks for.' },
        whyNot: isTor
          ? { zh: 'Tor 本身并不违法或恶意;服务器上一般用不到。', en: 'Tor is nothing bad in itself; servers seldom need it.' }
          : { zh: '浏览器与许多系统默认如此。', en: 'Browsers and many systems do so by themselves.' },
        at: row.at,
      })
    }
  },
}

/** Rows of hiding, with the resolvers that were greeted by name. */
export function hiding({ hiddenPeers: rows, names }: Pick<Facts, 'hiddenPeers' | 'names'>): readonly HiddenPeer[] {
  const greeted = names.filter(({ how, name }) => how === 'tls' && isOpenResolver(name.toLowerCase()))
  return [...rows, ...greeted.map((row): HiddenPeer => ({ ...row, means: 'resolver', sign: 'name' }))]
}
