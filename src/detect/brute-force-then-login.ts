// Many failed logins from an address, then one that succeeded.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { Login } from '../core/facts/account.ts'
import { evidence } from '../core/finding.ts'
import { isInside } from '../parse/inside-address.ts'

/** A dictionary has many names, or many words for one; a person who forgot a password gives up before either. */
const fewestFailures = 20
const fewestNames = 3
const manyFailures = 60
const day = 86_400_000

export const bruteForceThenLogin: Detector = {
  id: 'brute-force-then-login',
  summary: { zh: '暴力破解后登录成功', en: 'a login after many failures from the same address' },
  techniques: ['T1110.001', 'T1078'],
  references: ['man:lastb(1)', 'https://attack.mitre.org/techniques/T1110/'],
  needs: ['logins'],
  *detect({ logins }) {
    const failures = new Map<string, Login[]>()
    for (const login of logins) {
      if (login.source !== 'btmp' || login.at === undefined || login.address === '') continue
      const list = failures.get(login.address)
      if (list === undefined) failures.set(login.address, [login])
      else list.push(login)
    }
    const said = new Set<string>()
    for (const login of logins) {
      if (login.source !== 'wtmp' || login.type !== 'login' || login.at === undefined || said.has(login.address)) continue
      const until = Date.parse(login.at)
      const before = (failures.get(login.address) ?? []).filter(({ at = '' }) => Date.parse(at) <= until && until - Date.parse(at) <= day)
      const names = new Set(before.map(failure => failure.user))
      if (before.length < fewestFailures || (names.size < fewestNames && before.length < manyFailures)) continue
      said.add(login.address)
      const inside = isInside(login.address)
      yield say(this, {
        title: {
          zh: `${login.address} 在 ${before.length} 次失败后以 ${login.user} 登录成功`,
          en: `${login.address} logged in as ${login.user} after ${before.length} failures`,
        },
        about: [entity('user', login.user), entity('ip', login.address)],
        evidence: [
          evidence('file', login.path, `${login.at} ${login.user} ${login.tty} from ${login.address}`),
          evidence(
            'file',
            before[0]?.path ?? '',
            `${before.length} failures as ${[...names].slice(0, 20).join(', ')} from ${before[0]?.at ?? ''}`,
          ),
        ],
        severity: inside ? 'low' : 'medium',
        confidence: inside ? 0.3 : 0.55,
        class: 'access',
        signal: 'intrusion',
        at: login.at,
        why: { zh: '这是密码被暴力破解的典型过程。', en: 'That is how a guessed password looks.' },
        whyNot: inside
          ? { zh: '内网地址也可能是漏洞扫描器或跳板机。', en: 'Inside a network it may be a scanner or a jump host.' }
          : undefined,
      })
    }
  },
}
