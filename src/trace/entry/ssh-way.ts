// What all ways in over SSH ask in the same way: whether the malware runs in the session of a login, and whether passwords were allowed.
import type { LogSource } from '../../core/log-format.ts'
import type { Text } from '../../core/text.ts'
import type { Closing, Clues, Observation } from '../../core/trace.ts'
import { best } from '../clues.ts'
import type { LoginStory } from '../login-story.ts'
import { states, text } from './asking.ts'

export const sshWitnesses: readonly LogSource[] = ['auth', 'journal', 'logins']

export function loginText({ login, by }: LoginStory): Text {
  const how = { password: text('口令', 'password'), key: text('公钥', 'key'), other: text('', '') }[by]
  const at = login.at.slice(0, 19).replace('T', ' ')
  return text(
    `${at} UTC ${login.user ?? '?'} 从 ${login.address ?? '?'} 以${how.zh}登录成功`,
    `${at} UTC login of ${login.user ?? '?'} from ${login.address ?? '?'}${how.en === '' ? '' : ` by ${how.en}`}`,
  )
}

/** Those whose session the malware inherited. */
export function tiedTo(stories: readonly LoginStory[]): readonly LoginStory[] {
  return stories.filter(s => s.ties.some(t => t !== 'owner'))
}

interface Words {
  seen(story: LoginStory): Text
  readonly unseen: Text
}

export function askLogins(clues: Clues, id: string, stories: readonly LoginStory[], { seen, unseen }: Words): Observation {
  const [story] = stories
  if (story !== undefined)
    return { id, answer: 'seen', text: seen(story), events: [story.login.id, ...story.failed.slice(0, 8).map(e => e.id)], witness: 'auth' }
  const state = best(sshWitnesses.map(source => clues.witness(source)))
  if (state === 'kept') return { id, answer: 'unseen', text: unseen, events: [], witness: 'auth' }
  return {
    id,
    answer: 'silent',
    text: text(`登录记录${states[state].zh}`, `the records of logins are ${states[state].en}`),
    events: [],
    witness: 'auth',
    wiped: state === 'wiped',
  }
}

/** Seen: the malware runs in the session of such a login. Unseen: it runs in none, or in another's. */
export function inSession(clues: Clues, tied: readonly LoginStory[]): Observation {
  const id = 'in-session'
  const [story] = tied
  if (story !== undefined)
    return {
      id,
      answer: 'seen',
      text: text(
        `恶意进程就运行在该登录会话中(${story.login.address} 端口 ${story.login.port ?? '?'})`,
        `the malware runs in the session of that login (${story.login.address} port ${story.login.port ?? '?'})`,
      ),
      events: [story.login.id],
    }
  const sessions = clues.standing.causal.filter(
    c => c.key === 'SSH_CONNECTION' || c.key === 'SSH_CLIENT' || /session-\w+\.scope|ssh(?:d)?\.service/.test(c.value),
  )
  const others = clues.standing.causal.filter(c => c.key === 'cgroup' && !/cron|init\.scope|session-|ssh/.test(c.value))
  const [session] = sessions
  if (session !== undefined)
    return {
      id: 'some-session',
      answer: 'seen',
      text: text(
        `恶意进程继承自 SSH 会话(${session.key}=${session.value})`,
        `the malware's process was started in an SSH session (${session.key}=${session.value})`,
      ),
      events: session.events,
    }
  if (others.length === 0)
    return {
      id,
      answer: 'silent',
      text: text('没有留下恶意进程的会话来源', 'nothing is left of the session that started the malware'),
      events: [],
    }
  return {
    id,
    answer: 'unseen',
    text: text(`恶意进程不在任何 SSH 会话中(${others[0]?.value})`, `the malware runs in no SSH session (${others[0]?.value})`),
    events: [],
  }
}

/** Whether the server takes passwords at all. */
export function* passwords({ standing }: Clues): Generator<Observation> {
  if (!standing.looked) return
  const of = (key: string): string | undefined => standing.settings.find(s => s.startsWith(`sshd.${key}=`))?.split('=')[1]
  if (!standing.services.some(s => /^(?:sshd?|openssh-server|port-22)$/.test(s.name))) {
    yield { id: 'passwords', answer: 'unseen', text: text('本机没有 SSH 服务', 'there is no SSH server on this host'), events: [] }
    return
  }
  const taken = of('passwordauthentication') !== 'no'
  yield {
    id: 'passwords',
    answer: taken ? 'seen' : 'unseen',
    text: taken ? text('SSH 允许口令登录', 'SSH takes passwords') : text('SSH 不允许口令登录', 'SSH takes no passwords'),
    events: [],
  }
}

export function closeSsh({ standing }: Clues): readonly Closing[] {
  const owner = standing.owners[0]
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
    {
      id: 'ssh-limit-sources',
      title: text(
        '只允许可信地址访问 22 端口,并启用防爆破(fail2ban 或云安全组)',
        'let only known addresses reach port 22, and limit guessing (fail2ban or the security group)',
      ),
      targets: [],
      by: 'day',
    },
  ]
}
