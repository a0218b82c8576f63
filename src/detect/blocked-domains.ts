// Names in /etc/hosts that lead nowhere: updates, security vendors, and the pools of rivals.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { HostsLine } from '../core/facts/network.ts'
import { evidence } from '../core/finding.ts'
import { some } from '../core/some.ts'
import { guardedDomain } from './guarded-domains.ts'
import { leadsNowhere } from './hosts-address.ts'

/** More names than this that lead nowhere are a list against advertisements, which names pools as well. */
const listSize = 300
/** One name may be an experiment; this many are a plan. */
const plan = 3

interface Blocked {
  readonly line: HostsLine
  readonly name: string
}

export const blockedDomains: Detector = {
  id: 'blocked-domains',
  summary: { zh: 'hosts 文件屏蔽了更新、安全厂商或矿池域名', en: 'the hosts file blocks updates, security vendors or pools' },
  techniques: ['T1565.001', 'T1685'],
  references: ['man:hosts(5)'],
  needs: ['hostsLines'],
  *detect({ hostsLines }, intel) {
    const blocked = hostsLines.filter(line => leadsNowhere(line.address)).flatMap(line => line.names.map(name => ({ line, name })))
    const security = some(blocked.filter(({ name }) => guardedDomain(name) === 'security'))
    const updates = some(blocked.filter(({ name }) => guardedDomain(name) === 'update'))
    const pools = blocked.length > listSize ? undefined : some(blocked.filter(({ name }) => intel.lookup(name)?.kind === 'pool'))
    if (security !== undefined) {
      yield say(this, {
        ...common(security),
        title: {
          zh: `hosts 文件屏蔽了安全厂商的域名(${security[0].name} 等)`,
          en: `the hosts file blocks security vendors (${security[0].name}, …)`,
        },
        severity: 'medium',
        confidence: 0.5,
        why: {
          zh: '恶意程序借此使安全代理失去联系、无法更新。',
          en: 'Malware does it to cut security agents off from their service and updates.',
        },
      })
    }
    if (updates !== undefined) {
      const planned = updates.length >= plan
      yield say(this, {
        ...common(updates),
        title: {
          zh: `hosts 文件屏蔽了软件更新源(${updates[0].name} 等)`,
          en: `the hosts file blocks software updates (${updates[0].name}, …)`,
        },
        severity: planned ? 'medium' : 'low',
        confidence: planned ? 0.4 : 0.25,
        why: {
          zh: '无法更新的系统会保留攻击者进入时所用的漏洞,也装不回被删的工具。',
          en: 'A host without updates keeps the hole through which it was entered, and cannot reinstall removed tools.',
        },
        whyNot: { zh: '也可能是本机自建了镜像源或隔离环境。', en: 'The host may run its own mirror, or be kept offline on purpose.' },
      })
    }
    if (pools !== undefined) {
      yield say(this, {
        ...common(pools),
        title: { zh: `hosts 文件屏蔽了矿池域名(${pools[0].name} 等)`, en: `the hosts file blocks mining pools (${pools[0].name}, …)` },
        severity: 'low',
        confidence: 0.3,
        why: { zh: '挖矿木马常屏蔽竞争对手使用的矿池。', en: 'Miners block the pools of their rivals.' },
        whyNot: { zh: '也可能是机主为阻止挖矿而自行屏蔽。', en: 'Owners block pools too, to keep miners from working.' },
      })
    }
  },
}

/** One line of evidence for each name, twenty at most. */
function common(blocked: readonly [Blocked, ...Blocked[]]) {
  const at = ({ line, name }: Blocked) => evidence('file', `${line.path}:${line.line}`, `${line.address} ${name}`)
  const [first, ...rest] = blocked
  return {
    about: [entity('file', first.line.path)] as const,
    evidence: [at(first), ...rest.slice(0, 19).map(at)] as const,
    class: 'tampering' as const,
    signal: 'intrusion' as const,
  }
}
