// A name that is listed as a pool, a proxy or a malware host was asked of the DNS or of a server over TLS.
import { type Detector, say } from '../core/detector.ts'
import type { SeenName } from '../core/facts/wire-encrypted.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { subjectsOf } from './wire-subjects.ts'

export const listedName: Detector = {
  id: 'listed-name',
  summary: { zh: '查询或访问列表中的矿池或恶意域名', en: 'a listed name of a pool or malware host is asked for' },
  techniques: ['T1496.001', 'T1071.004'],
  references: ['https://github.com/stamparm/maltrail'],
  needs: ['names'],
  *detect(facts) {
    const told = new Set<string>()
    const browsed = new Set(facts.names.filter(isBrowsed).map(({ client, name }) => `${client.address} ${name}`))
    for (const row of facts.names) {
      const { client, indicator, how, name, addresses, ja4 } = row
      const key = `${client.address} ${how} ${name}`
      if (indicator === undefined || told.has(key)) continue
      told.add(key)
      const isMalware = indicator.kind === 'malware'
      const isSite = isBrowsed(row) || (!isMalware && browsed.has(`${client.address} ${name}`))
      const { severity, confidence } = weigh(row, isSite)
      const kind = isMalware ? { zh: '恶意域名', en: 'malware host' } : { zh: '矿池', en: 'mining pool' }
      yield say(this, {
        title: {
          zh: how === 'dns' ? `${client.address} 查询${kind.zh} ${name}` : `${client.address} 以 TLS 访问${kind.zh} ${name}`,
          en:
            how === 'dns'
              ? `${client.address} asks the DNS for the ${kind.en} ${name}`
              : `${client.address} reaches the ${kind.en} ${name} over TLS`,
        },
        about: subjectsOf(row, client.address, facts),
        evidence: [
          evidence(
            'wire',
            row.frame,
            `${how === 'dns' ? 'DNS' : 'SNI'} ${name}${addresses.length > 0 ? ` = ${addresses.join(', ')}` : ''} · ${indicator.value} · ${indicator.source}${ja4 === undefined ? '' : ` · JA4 ${ja4}`}`,
          ),
        ],
        severity,
        confidence,
        class: 'pool',
        signal: isMalware ? 'intrusion' : 'mining',
        family: indicator.family,
        why: { zh: `该域名在情报列表中(${indicator.source})。`, en: `The name is on a list (${indicator.source}).` },
        whyNot:
          severity === 'low'
            ? {
                zh: '看来是浏览其网站,或解析器代他人查询。',
                en: 'This looks like reading its web site, or like a resolver that asks for others.',
              }
            : undefined,
        at: row.at,
      })
    }
  },
}

/** Browsers offer HTTP/2 and 3. */
function isBrowsed({ protocols }: SeenName): boolean {
  return protocols.includes('h2') || protocols.includes('h3')
}

/** Names below a pool's domain that serve its web site and its statistics, and nobody who mines. */
const ofSite = /^(?:api|docs|support|status|blog|help|static|cdn|forum|explorer)\d?\./

/** `isSite`: the same machine reads the web site of the pool by that name. Resolvers ask for others. */
function weigh({ how, name, client, indicator }: SeenName, isSite: boolean): { severity: Severity; confidence: number } {
  // What is listed by that very name, or as malware, has no innocent part.
  const isPool = indicator?.kind !== 'malware' && indicator?.value !== name
  if (isSite || name.startsWith('www.') || (isPool && ofSite.test(name)) || client.port === 53) return { severity: 'low', confidence: 0.25 }
  return how === 'tls' ? { severity: 'medium', confidence: 0.6 } : { severity: 'medium', confidence: 0.45 }
}
