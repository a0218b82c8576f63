// Accounts that nobody would set up so: a second root, a system account that can log in, a shell that only looks like none.
import { type Detector, type Saying, say } from '../core/detector.ts'
import type { User } from '../core/facts/account.ts'
import { evidence } from '../core/finding.ts'
import { isHiddenPath, isTempPlace } from '../parse/places.ts'
import { isDormant, isLoginShell } from './account-kinds.ts'

type Judgement = Pick<Saying, 'title' | 'why' | 'whyNot' | 'severity' | 'confidence' | 'joinsMining'>

export const rogueAccount: Detector = {
  id: 'rogue-account',
  summary: { zh: '可疑账户', en: 'accounts that nobody would set up so' },
  techniques: ['T1136.001', 'T1078.003', 'T1098'],
  references: ['man:passwd(5)', 'man:nologin(8)', 'https://attack.mitre.org/techniques/T1136/001/'],
  needs: ['users'],
  *detect({ users, sshKeys }) {
    const withKey = new Set(sshKeys.map(key => key.user))
    for (const user of users) {
      const judgement = judge(user, withKey.has(user.name))
      if (judgement === undefined) continue
      const at = evidence('file', `${user.path}:${user.line}`, describe(user))
      yield say(this, { about: [user.id], evidence: [at], class: 'access', signal: 'intrusion', ...judgement })
    }
  },
}

/** Package managers that install for one user: a shell from there is his own choice. */
const userProfile = /\/\.(?:nix-profile|guix-profile|guix-home)\//

/** The strongest thing to be said of the account; undefined for an ordinary one. */
function judge(user: User, hasKey: boolean): Judgement | undefined {
  const login = isLoginShell(user.shell)
  const system = isDormant(user.name) && (user.uid < 1000 || user.uid >= 65_533)
  const opens = user.password === 'set' || user.password === 'empty' || hasKey
  if (disguisedShell(user.shell)) return disguised(user)
  if (isTempPlace(user.shell) || (isHiddenPath(user.shell) && !userProfile.test(user.shell))) return oddShell(user)
  if (user.uid === 0 && user.name !== 'root') return secondRoot(user, login)
  if (system && login && opens) return awake(user)
  if (/[\0-\x1f\x7f]/.test(user.name)) return oddName()
  if (login && user.password === 'empty') return emptyPassword(user)
  return system && user.password === 'set' ? passwordOnly(user) : undefined
}

/** "/usr/sbin/nologin " is a file of its own, and looks like nologin in every listing. */
function disguisedShell(shell: string): boolean {
  return shell !== shell.trim() || /[\0-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]/.test(shell)
}

function disguised(user: User): Judgement {
  const pretends = /nologin|false/.test(user.shell)
  return {
    title: {
      zh: `账户 ${user.name} 的登录 shell 末尾或其中藏有空白或控制字符`,
      en: `the shell of account ${user.name} carries hidden blanks or control characters`,
    },
    severity: pretends ? 'high' : 'low',
    confidence: pretends ? 0.75 : 0.25,
    why: {
      zh: '名称看似 nologin,实际指向攻击者放置的另一个文件(通常是 shell 的副本),该账户因此可以登录。',
      en: 'It reads like nologin but names another file, usually a copy of a shell that an attacker put there: the account can log in.',
    },
    whyNot: pretends ? undefined : { zh: '也可能是手工编辑时多打了空格。', en: 'It may be a slip of a hand that edited the file.' },
  }
}

function oddShell(user: User): Judgement {
  return {
    title: {
      zh: `账户 ${user.name} 的登录 shell 位于临时或隐藏目录`,
      en: `the shell of account ${user.name} lies in a temporary or hidden place`,
    },
    severity: 'medium',
    confidence: 0.6,
    why: { zh: '正常的 shell 由软件包安装在系统目录中。', en: 'Real shells come with packages and lie in system directories.' },
  }
}

function secondRoot(user: User, login: boolean): Judgement {
  return {
    title: { zh: `账户 ${user.name} 的 UID 为 0,与 root 权限相同`, en: `account ${user.name} has uid 0, the powers of root` },
    severity: login ? 'medium' : 'low',
    confidence: login ? 0.5 : 0.2,
    why: {
      zh: '攻击者常添加第二个 UID 为 0 的账户以便重新进入。',
      en: 'A second account with uid 0 is a common way to come back as root.',
    },
    whyNot: { zh: '个别管理员会特意设置 root 的别名账户。', en: 'Some administrators keep an alias of root on purpose.' },
  }
}

function awake(user: User): Judgement {
  return {
    title: { zh: `系统账户 ${user.name} 可以登录`, en: `the system account ${user.name} can log in` },
    severity: 'high',
    confidence: 0.6,
    why: {
      zh: '发行版创建这类账户只为拥有文件,从不用于登录;它现在有登录 shell,并且有密码或授权公钥。',
      en: 'Distributions make this account to own files and never to log in; it now has a login shell and a password or an authorized key.',
    },
  }
}

function oddName(): Judgement {
  return {
    title: { zh: '账户名中含有控制字符', en: 'the name of an account holds control characters' },
    severity: 'medium',
    confidence: 0.5,
    why: {
      zh: '控制字符可以让账户在终端显示时隐形或伪装成其他账户。',
      en: 'Control characters hide an account on a terminal or make it look like another.',
    },
  }
}

function emptyPassword(user: User): Judgement {
  return {
    title: { zh: `账户 ${user.name} 的密码为空`, en: `account ${user.name} has an empty password` },
    severity: 'low',
    confidence: 0.3,
    why: {
      zh: '部分恶意程序会清空 root 的密码字段,以便随时登录。',
      en: 'Some malware empties the password field of root to log in at will.',
    },
    whyNot: { zh: '镜像、容器和测试机上常见空密码账户。', en: 'Images, containers and test machines often have such accounts.' },
    joinsMining: user.uid === 0,
  }
}

function passwordOnly(user: User): Judgement {
  return {
    title: { zh: `系统账户 ${user.name} 设置了密码`, en: `the system account ${user.name} has a password` },
    severity: 'low',
    confidence: 0.3,
    why: { zh: '该账户不应登录,却被设置了密码。', en: 'The account is not meant to log in, yet somebody set a password.' },
  }
}

function describe({ name, uid, gid, gecos, home, shell, password, changedDay }: User): string {
  const changed = changedDay === undefined ? '' : ` · changed ${new Date(changedDay * 86_400_000).toISOString().slice(0, 10)}`
  return `${name}:x:${uid}:${gid}:${gecos}:${home}:${JSON.stringify(shell)} · password ${password}${changed}`
}
