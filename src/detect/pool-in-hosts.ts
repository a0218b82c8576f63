// A known pool in /etc/hosts, by its name or behind another one.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'
import { leadsNowhere } from './hosts-address.ts'

export const poolInHosts: Detector = {
  id: 'pool-in-hosts',
  summary: { zh: 'hosts 文件把域名指向矿池或恶意地址', en: 'the hosts file leads names to a pool or a known bad address' },
  techniques: ['T1496.001', 'T1565.001'],
  references: ['man:hosts(5)'],
  needs: ['hostsLines'],
  *detect({ hostsLines }, intel) {
    for (const { path, line, address, names } of hostsLines) {
      if (leadsNowhere(address)) continue
      const byAddress = intel.lookup(address)
      const name = names.find(n => intel.lookup(n) !== undefined)
      const indicator = byAddress ?? (name === undefined ? undefined : intel.lookup(name))
      if (indicator === undefined) continue
      const disguised = byAddress !== undefined && name === undefined
      const mining = indicator.kind !== 'malware'
      yield say(this, {
        title: mining
          ? { zh: `hosts 文件中有矿池:${indicator.value}`, en: `the hosts file names a mining pool: ${indicator.value}` }
          : { zh: `hosts 文件中有已知恶意地址:${indicator.value}`, en: `the hosts file names a known bad address: ${indicator.value}` },
        about: [entity('file', path), entity('ip', address), ...names.slice(0, 10).map(n => entity('domain', n))],
        evidence: [
          evidence('file', `${path}:${line}`, `${address} ${names.join(' ')}`),
          evidence('intel', indicator.source, indicator.value),
        ],
        severity: disguised ? 'high' : 'medium',
        confidence: disguised ? 0.7 : 0.6,
        class: mining ? 'pool' : 'tampering',
        signal: mining ? 'mining' : 'intrusion',
        family: indicator.family,
        why: disguised
          ? {
              zh: '无关的域名被指向该地址,使矿池流量在日志中看似正常访问。',
              en: 'Another name leads to it, so that its traffic looks like something else in the logs.',
            }
          : { zh: '写死解析结果可以绕过 DNS 的拦截与记录。', en: 'A fixed entry avoids the blocking and the logging of DNS.' },
      })
    }
  },
}
