// What cannot be decided: the witnesses are gone, or were there and saw nothing of what we know to ask.
import type { LogSource } from '../../core/log-format.ts'
import type { Clues, Hypothesis, Observation } from '../../core/trace.ts'
import { best } from '../clues.ts'
import { plantedByNobody } from '../login-story.ts'
import { unknownId } from '../weigh.ts'
import { states, text } from './asking.ts'
import { returned } from './ssh-way.ts'

const main: readonly LogSource[] = ['auth', 'journal', 'logins']

export const unknown: Hypothesis = {
  id: unknownId,
  summary: text('未知,或日志不足以判断', 'unknown, or the logs are not enough to tell'),
  techniques: [],
  references: [],
  title: text('未知或日志不足', 'unknown, or too few logs'),
  *observe(clues) {
    const state = best(main.map(source => clues.witness(source)))
    const kept = state === 'kept' || state === 'partly'
    const said = text(`登录与系统日志${states[state].zh}`, `the records of logins and the system are ${states[state].en}`)
    yield { id: 'witnesses', answer: kept ? 'unseen' : 'silent', text: said, events: [], wiped: state === 'wiped' }
    yield causes(clues)
    const planted = plantedByNobody(clues)
    if (planted !== undefined)
      yield {
        id: 'key-planted',
        answer: 'seen',
        text: text(
          '登录所用的公钥是植入的,由谁植入没有登录记录',
          'the key of that login was planted, and no login on record tells by whom',
        ),
        events: planted.planting?.writes ?? [],
      }
    if (clues.anchor !== undefined && state === 'rotated')
      yield {
        id: 'before-records',
        answer: 'seen',
        text: text('恶意程序比现存的记录更早', 'the malware is older than every record that is left'),
        events: [],
      }
    if (clues.anchor === undefined)
      yield {
        id: 'no-anchor',
        answer: 'seen',
        text: text('找不到恶意程序出现的可信时间', 'no believable time of the malware’s arrival is left'),
        events: [],
      }
  },
  collect: () => [
    text(
      '找回更早的日志:日志服务器、备份、快照、云平台操作审计',
      'get older logs back: log server, backups, snapshots, the audit trail of the cloud',
    ),
    text('对磁盘做镜像,恢复被删除的日志与 journal', 'take an image of the disk: deleted logs and journals can often be recovered'),
  ],
  close: () => [],
}

/** Whether the live malware told where it came from. */
function causes({ standing }: Clues): Observation {
  const some = standing.causal.some(
    c => (c.key === 'cgroup' && !returned.test(c.value)) || c.key === 'SSH_CONNECTION' || c.key === 'container',
  )
  return some
    ? {
        id: 'causes',
        answer: 'unseen',
        text: text('恶意进程的来源有记录', 'where the malware’s process came from is on record'),
        events: [],
      }
    : {
        id: 'causes',
        answer: 'silent',
        text: text(
          '恶意进程已不在运行,或只由计划任务拉起:无法得知最初由谁启动',
          'the malware runs no more, or was started again by a schedule: nothing tells who started it first',
        ),
        events: [],
      }
}
