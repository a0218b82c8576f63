// TCP wrappers that let only a few addresses in: how some malware locks the owner out.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { AccessRule } from '../core/facts/network.ts'
import { evidence } from '../core/finding.ts'

const deniesAll = /^(?:[\w.-]+[\s,]+){0,20}(?:ALL|sshd)\s*(?:[\s,][^:]*)?:\s*ALL\s*(?::|EXCEPT\b|$)/i
const forSsh = /(?:^|[\s,])(?:ALL|sshd)(?:[\s,][^:]*)?:/i
const forAll = /(?:^|[\s,])(?:ALL|sshd)(?:[\s,][^:]*)?:\s*ALL\s*(?::\s*allow\b|$)/i

export const lockOut: Detector = {
  id: 'lock-out',
  summary: { zh: '登录被限制为少数地址', en: 'logins are limited to a few addresses' },
  techniques: ['T1531'],
  references: ['man:hosts_access(5)'],
  needs: ['accessRules'],
  *detect({ accessRules }) {
    const denied = accessRules.find(rule => rule.path.endsWith('/hosts.deny') && deniesAll.test(shortened(rule)))
    if (denied === undefined) return
    const allowed = accessRules.filter(rule => rule.path.endsWith('/hosts.allow') && forSsh.test(shortened(rule)))
    if (allowed.some(rule => forAll.test(shortened(rule)))) return
    const at = ({ path, line, text }: AccessRule) => evidence('file', `${path}:${line}`, text)
    yield say(this, {
      title: { zh: 'hosts.deny 拒绝所有 SSH 登录,仅放行少数地址', en: 'hosts.deny refuses all SSH logins but those of a few addresses' },
      about: [entity('file', denied.path), ...[...new Set(allowed.map(({ path }) => entity('file', path)))]],
      evidence: [at(denied), ...allowed.slice(0, 20).map(at)],
      severity: 'low',
      confidence: 0.3,
      class: 'tampering',
      signal: 'intrusion',
      why: {
        zh: '有的挖矿木马会改写 hosts.allow 与 hosts.deny,只放行攻击者的地址,使机主无法登录。请核对放行的地址是否为自己所有。',
        en: 'Some miners rewrite hosts.allow and hosts.deny so that only the attacker gets in. Check whether the allowed addresses are yours.',
      },
      whyNot: { zh: '这也是常见的加固做法。', en: 'Administrators harden servers in the same way.' },
      joinsMining: true,
    })
  },
}

function shortened({ text }: AccessRule): string {
  return text.slice(0, 1000)
}
