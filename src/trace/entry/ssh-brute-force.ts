// A password guessed over SSH: many failures, then a login from the same address, then the malware.
import type { HostEvent } from '../../core/event.ts'
import { some } from '../../core/some.ts'
import type { Hypothesis, Observation } from '../../core/trace.ts'
import { fewestGuesses, type LoginStory, loginStories } from '../login-story.ts'
import { before, idsOf, text } from './asking.ts'
import { askLogins, closeSsh, inSession, loginText, passwords, sshWitnesses, tiedTo } from './ssh-way.ts'

const usual = 3

/** Succeeded after guessing, by password, from an address nobody knew. */
export function isGuessed({ failures, manyGuessers, by, knownDays }: LoginStory): boolean {
  return by !== 'key' && (failures >= fewestGuesses || manyGuessers) && knownDays < usual
}

export const sshBruteForce: Hypothesis = {
  id: 'ssh-brute-force',
  summary: text('SSH 口令被暴力破解', 'a password guessed over SSH'),
  techniques: ['T1110.001', 'T1078', 'T1021.004'],
  references: ['https://attack.mitre.org/techniques/T1110/001/'],
  title: text('SSH 暴力破解', 'SSH brute force'),
  *observe(clues) {
    const guessed = loginStories(clues).filter(isGuessed)
    const tied = tiedTo(guessed)
    yield askLogins(clues, 'guessed-in', guessed, {
      seen: s =>
        text(
          `${loginText(s).zh},此前同一来源失败 ${s.failures} 次`,
          `${loginText(s).en}, after ${s.failures} failures from the same source`,
        ),
      unseen: text('没有哪次登录成功之前有过大量失败', 'no login that succeeded came after guessing'),
    })
    yield inSession(clues, tied)
    const noise = before(clues, e => e.verb === 'login-failed')
    if (guessed.length === 0 && noise.length > 0) yield guessing(noise)
    yield* passwords(clues)
  },
  entry: clues => {
    const [story] = loginStories(clues).filter(isGuessed)
    const events = some(story === undefined ? [] : [story.login.id, ...idsOf(story.failed)])
    return (
      story &&
      events && {
        at: story.login.at,
        spread: story.login.spread,
        address: story.login.address,
        user: story.login.user,
        by: loginText(story).en,
        events,
      }
    )
  },
  collect: clues => [
    text('在防火墙、跳板机或云平台查询 22 端口的来访记录', 'ask the firewall, the jump host or the cloud who came to port 22'),
    ...(sshWitnesses.every(source => clues.witness(source) !== 'kept')
      ? [
          text(
            '找回认证日志:日志服务器、备份、云日志服务',
            'get the authentication logs back: log server, backups, the log service of the cloud',
          ),
        ]
      : []),
  ],
  close: closeSsh,
}

function guessing(noise: readonly HostEvent[]): Observation {
  const times = noise.reduce((sum, e) => sum + e.count, 0)
  return {
    id: 'only-guessing',
    answer: 'seen',
    text: text(
      `有 ${times} 次失败的登录尝试,但都没有随之成功(公网主机的日常噪声)`,
      `${times} logins failed and none of them led to one that succeeded: what every host on the net sees`,
    ),
    events: idsOf(noise),
  }
}
