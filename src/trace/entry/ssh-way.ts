// Ways in over SSH: one set of questions about the logins before the malware; each way asks them of its own kind of login.
import type { LogSource } from '../../core/log-format.ts'
import type { About } from '../../core/module.ts'
import { some } from '../../core/some.ts'
import type { Text } from '../../core/text.ts'
import type { Closing, Clues, EntryCandidate, Hypothesis, Observation } from '../../core/trace.ts'
import { isInside } from '../../parse/inside-address.ts'
import { best } from '../clues.ts'
import { isTied, kindOf, type LoginKind, type LoginStory, loginStories } from '../login-story.ts'
import { minute, msOf } from '../reckoning.ts'
import { states, text } from './asking.ts'

export interface SshWay extends About {
  readonly title: Text
  /** The kind of login that it is about. */
  readonly kind: LoginKind
  /** What its records say, beside who and when. */
  told(story: LoginStory): Text
  readonly unseen: Text
  /** By what such a login is done: a server that takes none of it is closed to it. */
  readonly needs?: 'passwordauthentication' | 'pubkeyauthentication' | undefined
  more?(clues: Clues, stories: readonly LoginStory[]): Iterable<Observation | undefined>
  readonly collect: readonly Text[]
  close(clues: Clues): readonly Closing[]
}

export const sshWitnesses: readonly LogSource[] = ['auth', 'journal', 'logins']
const rightBefore = 10 * minute

export function sshWay(way: SshWay): Hypothesis {
  const { id, summary, techniques, references, title } = way
  const own = (clues: Clues): readonly LoginStory[] => loginStories(clues).filter(s => kindOf(s) === way.kind)
  return {
    id,
    summary,
    techniques,
    references,
    title,
    *observe(clues) {
      const stories = own(clues)
      const said = [
        logins(way, clues, stories),
        ...session(way, clues, stories),
        justBefore(clues, stories),
        server(way, clues),
        owner(clues),
        ...(way.more?.(clues, stories) ?? []),
      ]
      for (const observation of said) if (observation !== undefined) yield observation
    },
    entry: clues => entryOf(own(clues)[0] ?? fromKnownHost(way, clues) ?? unclearFor(way, clues), clues),
    collect: clues => [...lost(clues), ...way.collect],
    close: clues => way.close(clues),
  }
}

export function loginText({ login, by, address, user = '?' }: LoginStory): Text {
  const how = { password: text('口令', 'password'), key: text('公钥', 'key'), other: text('', '') }[by]
  if (login === undefined)
    return text(`${user} 从 ${address} 的登录(登录记录已不在)`, `a login of ${user} from ${address} whose record is gone`)
  return text(
    `${user} 从 ${address} ${how.zh === '' ? '' : `以${how.zh}`}登录成功`,
    `login of ${user} from ${address}${how.en === '' ? '' : ` by ${how.en}`}`,
  )
}

function logins(way: SshWay, clues: Clues, [story]: readonly LoginStory[]): Observation | undefined {
  const id = 'login'
  if (story !== undefined) {
    const said = [loginText(story), way.told(story)]
    const events = [...(story.login === undefined ? [] : [story.login.id]), ...story.failed.slice(0, 8).map(e => e.id)]
    return { id, answer: 'seen', text: text(said.map(s => s.zh).join(','), said.map(s => s.en).join(', ')), events, witness: 'auth' }
  }
  if (fromKnownHost(way, clues) !== undefined) return undefined
  const unclear = unclearFor(way, clues)
  if (unclear !== undefined && !isTied(unclear)) {
    const said = loginText(unclear)
    return {
      id: 'stranger',
      answer: 'seen',
      text: text(`${said.zh};该来源陌生,登录方式没有记录`, `${said.en}, a stranger; how he was let in is not on record`),
      events: unclear.login === undefined ? [] : [unclear.login.id],
      witness: 'logins',
    }
  }
  const state = best(sshWitnesses.map(source => clues.witness(source)))
  if (state === 'kept') return { id, answer: 'unseen', text: way.unseen, events: [], witness: 'auth' }
  const silent = text(`登录记录${states[state].zh}`, `the records of logins are ${states[state].en}`)
  return { id, answer: 'silent', text: silent, events: [], witness: 'auth', wiped: state === 'wiped' }
}

/**
 * In whose session the malware was started: who comes from another host every day is its owner, or whoever took that host. Behind a gateway it is such a host
 * whose key always comes at its hours, and now came at another.
 */
function fromKnownHost({ kind }: SshWay, clues: Clues): LoginStory | undefined {
  const isHost = (s: LoginStory): boolean => s.inside || (isInside(s.address) && s.by === 'key' && s.oddHour)
  return kind === 'inside' ? loginStories(clues).find(s => isHost(s) && kindOf(s) === 'friend' && isTied(s)) : undefined
}

/** A stranger's login that may be of this kind as well as of another. */
function unclearFor({ kind }: SshWay, clues: Clues): LoginStory | undefined {
  return kind === 'guessed' || kind === 'password' || kind === 'key' ? loginStories(clues).find(s => kindOf(s) === 'unclear') : undefined
}

/** Seen: the malware runs in the session of such a login. Unseen: it runs in none, or in another's. */
function session(way: SshWay, clues: Clues, stories: readonly LoginStory[]): readonly Observation[] {
  const id = 'in-session'
  const tied = stories.find(isTied)
  // A package's script says itself what started it: the session only tells who installed the package.
  const installed = clues.standing.causal.some(c => /^npm_(?:lifecycle_|package_)|^PIP_BUILD_TRACKER$/.test(c.key))
  if (tied !== undefined) {
    const events = tied.login === undefined ? [] : [tied.login.id]
    if (installed)
      return [
        {
          id: 'some-session',
          answer: 'seen',
          text: text(
            `恶意进程由安装脚本启动,会话(${tied.address})只说明是谁在安装`,
            `a package's script started the malware; the session (${tied.address}) only tells who installed it`,
          ),
          events,
        },
      ]
    return [
      {
        id,
        answer: 'seen',
        text: inSession(tied),
        events: [...events, ...(tied.via?.planting?.writes ?? [])],
      },
    ]
  }
  const known = fromKnownHost(way, clues)
  if (known !== undefined)
    return [
      {
        id: 'known-host',
        answer: 'seen',
        text: text(
          `恶意进程由内网主机 ${known.address} 的会话启动;该主机常来,可能已失陷`,
          `the malware was started in a session from the inside host ${known.address}, which comes often and may have been taken`,
        ),
        events: known.login === undefined ? [] : [known.login.id],
      },
    ]
  const other = loginStories(clues).find(isTied)
  if (other !== undefined) {
    if (kindOf(other) === 'planted')
      return [
        {
          id,
          answer: 'silent',
          text: text(
            `恶意进程继承自 ${other.address} 的会话,但其公钥是事先植入的,由谁植入没有登录记录`,
            `the malware was started in a session from ${other.address} whose key had been planted; no login on record did that`,
          ),
          events: [],
        },
      ]
    // Who lets in by what is not on record: any of these ways may be it.
    if (kindOf(other) === 'unclear' && way.kind !== 'friend' && way.kind !== 'inside')
      return [
        {
          id: 'some-session',
          answer: 'seen',
          text: text(
            `恶意进程继承自来自 ${other.address} 的 SSH 会话,登录方式没有记录`,
            `the malware was started in an SSH session from ${other.address}; how it was let in is not on record`,
          ),
          events: other.login === undefined ? [] : [other.login.id],
        },
      ]
    return [
      {
        id,
        answer: 'unseen',
        text: text(
          `恶意进程继承自另一类登录会话(${other.address})`,
          `the malware was started in a session of another kind (${other.address})`,
        ),
        events: [],
      },
    ]
  }
  const cause = clues.standing.causal.find(c => c.key === 'cgroup' && !returned.test(c.value))
  if (cause !== undefined) {
    const within = /session-\w+\.scope|ssh(?:d)?(?:@[^/]*)?\.service|user@\d+\.service/.test(cause.value)
    if (!within)
      return [
        {
          id,
          answer: 'unseen',
          text: text(`恶意进程不在 SSH 会话中(${cause.value})`, `the malware runs in no SSH session (${cause.value})`),
          events: [],
        },
      ]
    return [
      {
        id: 'some-session',
        answer: 'seen',
        text: text(`恶意进程运行在某个登录会话中(${cause.value})`, `the malware runs in some session (${cause.value})`),
        events: [],
      },
    ]
  }
  return way.kind === 'guessed'
    ? [
        {
          id,
          answer: 'silent',
          text: text('没有留下恶意进程的会话来源', 'nothing is left of the session that started the malware'),
          events: [],
        },
      ]
    : []
}

function inSession({ address, via }: LoginStory): Text {
  return via === undefined
    ? text(`恶意进程继承自该登录会话(${address})`, `the malware was started in the session of that login (${address})`)
    : text(
        `恶意进程继承自来自 ${via.address} 的会话,其公钥是在该登录(${address})之后写入的`,
        `the malware was started in a session from ${via.address}, with a key that was written after that login (${address})`,
      )
}

/** Started by cron or at boot it says nothing of how it first came. */
export const returned = /(?:^|\/)(?:cron|crond|cronie|anacron|atd)\.service|init\.scope|^\/?$|\.timer$/

function justBefore({ anchor }: Clues, stories: readonly LoginStory[]): Observation | undefined {
  const near = stories.find(
    s => s.login !== undefined && anchor !== undefined && Math.abs(msOf(anchor.at) - msOf(s.login.at)) <= rightBefore,
  )
  if (near?.login === undefined) return undefined
  return {
    id: 'just-before',
    answer: 'seen',
    text: text('登录后十分钟内即出现恶意程序', 'within ten minutes of the login the malware was there'),
    events: [near.login.id],
  }
}

/** Accounts of services, into which nobody logs in. */
const serviceAccounts =
  /^(?:www-data|apache|nginx|http|nobody|redis|valkey|postgres|mysql|jenkins|tomcat\d*|confluence\d?|activemq|weblogic|oracle|hadoop|yarn|nacos|xxl-?job|elasticsearch|solr|node|nextjs)$/

function owner({ standing }: Clues): Observation | undefined {
  const [first] = standing.owners
  if (first === undefined || !serviceAccounts.test(first)) return undefined
  return {
    id: 'owner',
    answer: 'unseen',
    text: text(
      `最早的恶意文件属于服务账户 ${first},无人以它登录`,
      `the earliest of its files belong to ${first}, the account of a service, as which nobody logs in`,
    ),
    events: [],
  }
}

/** Whether there is a server, and whether it takes what is needed. */
function server({ needs }: SshWay, { standing }: Clues): Observation | undefined {
  if (!standing.looked) return undefined
  const id = 'server'
  if (!standing.services.some(s => /^(?:sshd?|openssh-server|dropbear|port-22)$/.test(s.name)))
    return { id, answer: 'unseen', text: text('本机没有 SSH 服务', 'there is no SSH server on this host'), events: [] }
  const value = needs && standing.settings.find(s => s.startsWith(`sshd.${needs}=`))?.split('=')[1]
  const [zh, en] = needs === 'pubkeyauthentication' ? ['公钥', 'keys'] : ['口令', 'passwords']
  if (value === 'no') return { id, answer: 'unseen', text: text(`SSH 不接受${zh}`, `SSH takes no ${en}`), events: [] }
  return { id, answer: 'seen', text: text(`SSH 接受${zh}登录`, `SSH takes ${en}`), events: [] }
}

function entryOf(story: LoginStory | undefined, { events: all, standing }: Clues): EntryCandidate['entry'] {
  // Where the record is gone, the process that inherited the session still names whence it came.
  const heir = standing.causal.find(c => c.key === 'SSH_CONNECTION' && c.value.split(' ')[0] === story?.address)
  const login = story?.login ?? all.find(e => heir?.events.includes(e.id) === true) ?? story?.failed.at(-1)
  const after = story?.via && [...(story.via.planting?.writes ?? []), ...(story.via.login === undefined ? [] : [story.via.login.id])]
  const events = some(
    story === undefined || login === undefined ? [] : [login.id, ...story.failed.slice(0, 8).map(e => e.id), ...(after ?? [])],
  )
  if (story === undefined || login === undefined || events === undefined) return undefined
  const method = [login.method, login.key].filter(Boolean).join(' ')
  return {
    at: login.at,
    spread: login.spread,
    address: story.address,
    user: story.user,
    by: `ssh ${story.user ?? '?'} ← ${story.address} ${method}`.trim(),
    events,
  }
}

function lost(clues: Clues): readonly Text[] {
  const kept = sshWitnesses.some(source => clues.witness(source) === 'kept')
  return kept
    ? []
    : [
        text(
          '找回认证日志:日志服务器、备份、云日志服务;或从磁盘恢复已删除的日志',
          'get the authentication logs back: log server, backups, the log service of the cloud, or deleted files from the disk',
        ),
      ]
}

export function closePasswords({ standing }: Clues): readonly Closing[] {
  const [owner] = standing.owners
  return [
    {
      id: 'ssh-no-passwords',
      title: text('SSH 只允许公钥登录,禁止 root 用口令登录', 'let SSH take keys only, and root no password'),
      targets: [],
      by: 'hour',
      command:
        "printf 'PasswordAuthentication no\\nPermitRootLogin prohibit-password\\n' >/etc/ssh/sshd_config.d/00-no-passwords.conf && sshd -t && systemctl reload ssh",
    },
    {
      id: 'ssh-change-passwords',
      title:
        owner === undefined
          ? text('更换所有可登录账户的口令', 'change the passwords of all accounts that can log in')
          : text(`更换账户 ${owner} 及其他可登录账户的口令`, `change the password of ${owner}, and of the other accounts that can log in`),
      targets: owner === undefined ? [] : [`user:${owner}`],
      by: 'hour',
    },
    limitSources,
  ]
}

export const limitSources: Closing = {
  id: 'ssh-limit-sources',
  title: text(
    '只允许可信地址访问 22 端口,并启用防爆破(fail2ban 或云安全组)',
    'let only known addresses reach port 22, and limit guessing (fail2ban or the security group)',
  ),
  targets: [],
  by: 'day',
}
