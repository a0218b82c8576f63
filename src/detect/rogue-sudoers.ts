// Sudo rules that give root to accounts which never should have it, or a rule file that anyone may change.
import { type Detector, type Saying, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { SudoRule } from '../core/facts/account.ts'
import { evidence } from '../core/finding.ts'
import { isDormant, isService } from './account-kinds.ts'

type Judgement = Pick<Saying, 'title' | 'why' | 'whyNot' | 'severity' | 'confidence'>

export const rogueSudoers: Detector = {
  id: 'rogue-sudoers',
  summary: { zh: '可疑的 sudo 授权', en: 'sudo rules that give root away' },
  techniques: ['T1548.003'],
  references: ['man:sudoers(5)', 'https://attack.mitre.org/techniques/T1548/003/'],
  needs: ['sudoRules'],
  *detect({ sudoRules }) {
    const said = new Set<string>()
    for (const rule of sudoRules) {
      const judgement = judge(rule)
      const place = judgement?.title.en ?? ''
      if (judgement === undefined || said.has(place)) continue
      said.add(place)
      const at = evidence('file', `${rule.path}:${rule.line}`, rule.text)
      yield say(this, {
        about: [entity('user', rule.who), entity('file', rule.path)],
        evidence: [at],
        class: 'access',
        signal: 'intrusion',
        ...judgement,
      })
    }
  },
}

/** Accounts of servers that strangers talk to and that run nothing for administrators. */
const facing = /^(?:www-data|apache|nginx|lighttpd|caddy|wwwrun|tomcat|mysql|postgres|redis|mongodb|memcached|ftp|vsftpd)$/

function judge({ who, noPassword, all, mode, path }: SudoRule): Judgement | undefined {
  const free = noPassword && all
  if (free && isDormant(who)) {
    return {
      title: {
        zh: `系统账户 ${who} 可免密以 root 执行任何命令`,
        en: `the system account ${who} may run anything as root without a password`,
      },
      severity: 'high',
      confidence: 0.6,
      why: { zh: '这类账户不用于登录,更不需要 sudo。', en: 'Such accounts are not meant to log in, let alone to use sudo.' },
    }
  }
  if (mode !== undefined && (mode & 0o002) !== 0) {
    return {
      title: { zh: `sudo 规则文件 ${path} 任何人可写`, en: `anyone may write the sudo rules in ${path}` },
      severity: 'medium',
      confidence: 0.4,
      why: {
        zh: '任何用户都能借此取得 root;sudo 自身通常会拒绝这样的文件。',
        en: 'Any user could become root with it; sudo itself usually refuses such a file.',
      },
    }
  }
  if (free && who === 'ALL') {
    return {
      title: { zh: '所有用户都可免密以 root 执行任何命令', en: 'every user may run anything as root without a password' },
      severity: 'low',
      confidence: 0.3,
      why: { zh: '攻击者借此保证任何账户都能提权。', en: 'It lets an attacker become root from any account.' },
      whyNot: { zh: '开发容器与持续集成镜像中也会这样配置。', en: 'Development containers and CI images do it as well.' },
    }
  }
  if (!free || !isService(who)) return undefined
  const exposed = facing.test(who)
  return {
    title: {
      zh: `服务账户 ${who} 可免密以 root 执行任何命令`,
      en: `the service account ${who} may run anything as root without a password`,
    },
    severity: exposed ? 'medium' : 'low',
    confidence: exposed ? 0.4 : 0.3,
    why: {
      zh: '该服务一旦被攻破即等于失去 root。',
      en: 'Whoever breaks into the service is root at once; attackers add such rules to stay.',
    },
    whyNot: { zh: '部分管理员会为部署或监控这样配置。', en: 'Some administrators do it for deployment or monitoring.' },
  }
}
