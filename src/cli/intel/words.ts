// The words of `davylamp intel`: kinds, faults of feeds, and counts, in both languages.
import type { Indicator } from '../../core/intel.ts'
import type { Lang, Text } from '../../core/text.ts'
import type { FeedEntry } from '../../parse/feeds/entry.ts'
import type { FeedFormat } from '../../parse/feeds/feed.ts'
import type { FeedFault } from '../../parse/feeds/refused.ts'

export const kindTexts: Readonly<Record<Indicator['kind'] | 'shared', Text>> = {
  pool: { zh: '矿池', en: 'pool' },
  proxy: { zh: '挖矿代理', en: 'proxy' },
  malware: { zh: '恶意', en: 'malware' },
  shared: { zh: '公共基础设施', en: 'shared' },
}

/** What a feed most likely lists when the user does not say: plain lists are of pools, events of everything an attack used. */
export function kindOf(format: FeedFormat): keyof typeof kindTexts {
  if (format === 'warninglist') return 'shared'
  return format === 'misp' || format === 'stix' ? 'malware' : 'pool'
}

const faults: Readonly<Record<FeedFault, Text>> = {
  'no-indicator': { zh: '不是域名、地址、网址或文件摘要', en: 'is no domain, address, URL or digest' },
  'bad-port': { zh: '端口无效', en: 'the port is none' },
  'bad-network': { zh: '前缀长度无效', en: 'the prefix length is none, or too short' },
  'too-long': { zh: '过长', en: 'too long' },
  'switched-off': { zh: '作者已撤销或停用', en: 'revoked or switched off by its author' },
  pattern: { zh: '模式需要同时满足多个条件,或不受支持', en: 'the pattern needs several signs at once, or is not understood' },
  'other-kind': { zh: '此类对象不是主机、网址或文件', en: 'a kind of thing that is no host, URL or file' },
  'too-many': { zh: '超出读取上限', en: 'behind the limit of what is read' },
}

export function faultText(fault: FeedFault, lang: Lang): string {
  return faults[fault][lang]
}

/** "2 domains, 1 network". */
export function typeCounts(entries: Iterable<FeedEntry>, lang: Lang): string {
  const counts = new Map<keyof typeof typeTexts, number>()
  for (const { type, bits } of entries) {
    const name = bits === undefined ? type : 'network'
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const parts = [...counts].map(([name, count]) =>
    lang === 'zh' ? `${typeTexts[name].zh} ${count} 条` : `${count} ${count === 1 ? typeTexts[name].en : plural(typeTexts[name].en)}`,
  )
  return parts.join(lang === 'zh' ? '、' : ', ')
}

const typeTexts: Readonly<Record<FeedEntry['type'] | 'network', Text>> = {
  domain: { zh: '域名', en: 'domain' },
  address: { zh: '地址', en: 'address' },
  network: { zh: '网段', en: 'network' },
  url: { zh: '网址', en: 'URL' },
  digest: { zh: '文件摘要', en: 'digest' },
}

function plural(word: string): string {
  return word.endsWith('s') ? `${word}es` : `${word}s`
}
