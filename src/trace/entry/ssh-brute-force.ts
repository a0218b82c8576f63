// A password guessed over SSH: many failures, then a login from the same address, then the malware.
import type { Clues, Observation } from '../../core/trace.ts'
import { isGuessed, type LoginStory, loginStories } from '../login-story.ts'
import { pastedInstaller } from '../pasted-installer.ts'
import { before, idsOf, text } from './asking.ts'
import { closePasswords, sshWay } from './ssh-way.ts'

export const sshBruteForce = sshWay({
  id: 'ssh-brute-force',
  summary: text('SSH 口令被暴力破解', 'a password guessed over SSH'),
  techniques: ['T1110.001', 'T1078', 'T1021.004'],
  references: ['https://attack.mitre.org/techniques/T1110/001/'],
  title: text('SSH 暴力破解', 'SSH brute force'),
  kind: 'guessed',
  told: ({ failures, cutOut }) =>
    cutOut === true
      ? text(
          `btmp 有该来源 ${failures} 次失败,而文本日志中关于它的行已被删去`,
          `btmp has ${failures} failures from there, and the lines about it were cut out of the texts`,
        )
      : text(`此前同一来源失败 ${failures} 次`, `after ${failures} failures from the same source`),
  unseen: text('没有哪次登录成功之前有过大量失败', 'no login that succeeded came after guessing'),
  needs: 'passwordauthentication',
  more: guesses,
  collect: [text('在防火墙、跳板机或云平台查询 22 端口的来访记录', 'ask the firewall, the jump host or the cloud who came to port 22')],
  close: closePasswords,
})

function* guesses(clues: Clues, stories: readonly LoginStory[]): Generator<Observation> {
  if (stories.length > 0) return
  const typed = pastedInstaller(clues)
  if (typed?.tie === 'server')
    yield {
      id: 'typed-by-hand',
      answer: 'seen',
      text: text('下载恶意程序的命令是在交互式会话中手工输入的', 'the command that fetched the malware was typed in a session, by hand'),
      events: [typed.run.id],
    }
  const inside = loginStories(clues).find(s => s.inside && isGuessed(s))
  if (inside?.login !== undefined)
    yield {
      id: 'guessed-inside',
      answer: 'seen',
      text: text(
        `口令确系猜出,但来源 ${inside.address} 是内网主机`,
        `the password was guessed indeed, but by ${inside.address}, a host of the own network`,
      ),
      events: [inside.login.id],
    }
  // What every host on the net sees all day.
  const noise = before(clues, e => e.verb === 'login-failed')
  const times = noise.reduce((sum, e) => sum + e.count, 0)
  if (times === 0) return
  yield {
    id: 'only-guessing',
    answer: 'seen',
    text: text(
      `有 ${times} 次失败的登录尝试,但没有随之成功的登录(公网主机的日常噪声)`,
      `${times} logins failed, and none that succeeded followed: what every host on the net sees`,
    ),
    events: idsOf(noise),
  }
}
