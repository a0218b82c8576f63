// From another host of the same network, that had been taken before.
import type { Closing, Clues } from '../../core/trace.ts'
import { isGuessed, loginStories } from '../login-story.ts'
import { text } from './asking.ts'
import { closePasswords, sshWay } from './ssh-way.ts'

export const lateralMovement = sshWay({
  id: 'lateral-movement',
  summary: text('从内网另一台已失陷主机横向移动而来', 'from another host of the network that had been taken before'),
  techniques: ['T1021.004', 'T1570'],
  references: ['https://attack.mitre.org/tactics/TA0008/'],
  title: text('从内网横向移动', 'lateral movement from inside'),
  kind: 'inside',
  told: story =>
    isGuessed(story)
      ? text(
          `来自内网主机 ${story.address},此前失败 ${story.failures} 次`,
          `from the inside host ${story.address}, after ${story.failures} failures from there`,
        )
      : text(`来自内网主机 ${story.address},此前少有来往`, `from the inside host ${story.address}, which hardly came before`),
  unseen: text('没有来自陌生内网地址的登录', 'no login from an unusual inside address'),
  collect: [text('在来源主机上运行 davylamp scan 与 davylamp trace', 'run davylamp scan and davylamp trace on the host it came from')],
  close: clues => [...closeInside(clues), ...(loginStories(clues).some(s => s.inside && isGuessed(s)) ? closePasswords(clues) : [])],
})

/** What to do about the inside host from which somebody came, by whatever way he was let in. */
function closeInside(clues: Clues): readonly Closing[] {
  const story = loginStories(clues).find(s => s.inside)
  return [
    {
      id: 'isolate-source-host',
      title: text(
        `隔离并检查来源主机 ${story?.address ?? ''}`.trim(),
        `isolate ${story?.address ?? 'the inside host it came from'}, and look at it`,
      ),
      targets: story === undefined ? [] : [`ip:${story.address}`],
      by: 'hour',
    },
    {
      id: 'ssh-revoke-trust',
      title: text('收回主机之间互信的 SSH 公钥与相同口令', 'withdraw the keys and the common passwords by which hosts open each other'),
      targets: [],
      by: 'day',
    },
  ]
}
