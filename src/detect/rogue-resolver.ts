// Name servers that somebody else chose: known bad ones, or a resolver file that was locked.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'

export const rogueResolver: Detector = {
  id: 'rogue-resolver',
  summary: { zh: '可疑的 DNS 服务器设置', en: 'name servers that somebody else chose' },
  techniques: ['T1565.001', 'T1222.002'],
  references: ['man:resolv.conf(5)', 'man:chattr(1)'],
  needs: ['resolvers'],
  *detect({ resolvers }, intel) {
    for (const { path, nameservers, immutable } of resolvers) {
      const text = nameservers.map(server => `nameserver ${server}`).join('\n')
      const bad = nameservers.find(server => intel.lookup(server)?.kind === 'malware')
      if (bad !== undefined) {
        yield say(this, {
          title: { zh: `DNS 服务器 ${bad} 是已知恶意地址`, en: `the name server ${bad} is a known bad address` },
          about: [entity('file', path), entity('ip', bad)],
          evidence: [evidence('file', path, text), evidence('intel', intel.lookup(bad)?.source ?? '', bad)],
          severity: 'medium',
          confidence: 0.5,
          class: 'tampering',
          signal: 'intrusion',
          why: { zh: '控制解析即可把任何域名引向攻击者。', en: 'Whoever answers for names can lead any of them to the attacker.' },
        })
      } else if (immutable === true) {
        yield say(this, {
          title: { zh: `${path} 被设为不可修改`, en: `${path} was made immutable` },
          about: [entity('file', path)],
          evidence: [evidence('file', path, text)],
          severity: 'low',
          confidence: 0.15,
          class: 'tampering',
          signal: 'context',
          why: { zh: '恶意程序锁定该文件,以保证能解析矿池域名。', en: 'Malware locks the file so that its pools stay resolvable.' },
          whyNot: { zh: '管理员也常用此法防止网络服务改写。', en: 'Administrators often do it too, against network managers.' },
        })
      }
    }
  },
}
