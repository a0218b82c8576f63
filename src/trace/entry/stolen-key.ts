// A private key in foreign hands: a login by key from where nobody ever came with it.
import type { Closing, Clues, Observation } from '../../core/trace.ts'
import { kindOf, type LoginStory, loginStories } from '../login-story.ts'
import { text } from './asking.ts'
import { limitSources, sshWay } from './ssh-way.ts'

export const stolenKey = sshWay({
  id: 'stolen-key',
  summary: text('被盗的 SSH 私钥', 'a stolen SSH key'),
  techniques: ['T1552.004', 'T1078', 'T1021.004'],
  references: ['https://attack.mitre.org/techniques/T1552/004/'],
  title: text('被盗的 SSH 私钥', 'stolen SSH key'),
  kind: 'key',
  told: ({ login }) =>
    text(
      `该地址此前从未登录过${login?.key === undefined ? '' : `(公钥 ${login.key})`}`,
      `from where nobody had come before${login?.key === undefined ? '' : ` (key ${login.key})`}`,
    ),
  unseen: text('没有来自陌生地址的公钥登录', 'no login by key from an unknown address'),
  needs: 'pubkeyauthentication',
  more: planted,
  collect: [
    text(
      '询问该公钥的所有者:这次登录是否本人,私钥存放在哪些机器与代码仓库',
      'ask the owner of the key whether it was he, and on which machines and in which repositories it lies',
    ),
    text('在其他主机上查找同一公钥指纹的登录', 'look for logins with the same fingerprint on other hosts'),
  ],
  close,
})

/** Somebody wrote the key there before he came by it: it was planted, not stolen. */
function* planted(clues: Clues, [story]: readonly LoginStory[]): Generator<Observation> {
  const planting = loginStories(clues).find(s => kindOf(s) === 'planted')?.planting
  if (story === undefined && planting !== undefined)
    yield {
      id: 'key-planted',
      answer: 'unseen',
      text: text(
        '该公钥是入侵者登录前才被写入的:是被植入,而非被盗',
        'the key was written into the file before that login: planted, not stolen',
      ),
      events: planting.writes,
    }
}

function close(clues: Clues): readonly Closing[] {
  const story = loginStories(clues).find(s => kindOf(s) === 'key')
  const key = story?.login?.key
  return [
    {
      id: 'ssh-revoke-key',
      title: text(
        `在所有主机的 authorized_keys 中删除该公钥${key === undefined ? '' : ` ${key}`},并为其所有者更换密钥`,
        `take this key${key === undefined ? '' : ` ${key}`} out of authorized_keys on every host, and give its owner a new one`,
      ),
      targets: story?.user === undefined ? [] : [`user:${story.user}`],
      by: 'hour',
    },
    limitSources,
  ]
}
