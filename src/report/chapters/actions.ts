// What was done, from the journal: each step with when, why, and whether it can be taken back; and what guards kept from being done.

import { nameOf } from '../../core/entity.ts'
import type { Standing } from '../../core/journal.ts'
import { stages } from '../../core/plan.ts'
import type { Text } from '../../core/text.ts'
import { stageNames } from '../../core/words.ts'
import type { ChapterWriter } from '../chapter.ts'
import { deedsOf } from '../deeds.ts'
import type { Block } from '../document.ts'
import { code, heading, list, prose, quiet, sayer, strong, table, timeOf } from '../say.ts'

const standings: Readonly<Record<Standing, Text>> = {
  pending: { zh: '未执行', en: 'not done' },
  intended: { zh: '中断', en: 'interrupted' },
  done: { zh: '已完成', en: 'done' },
  failed: { zh: '失败', en: 'failed' },
  undone: { zh: '已撤销', en: 'taken back' },
  moot: { zh: '无需执行', en: 'not needed any more' },
}

export const actions: ChapterWriter = {
  id: 'actions',
  title: { zh: '处置经过', en: 'What was done' },
  write({ plan, records, chains }, lang) {
    const say = sayer(lang)
    if (plan === undefined) return [prose(say({ zh: '尚未制定处置方案(davylamp plan)。', en: 'There is no plan yet (davylamp plan).' }))]
    const deeds = deedsOf(plan, records)
    const blocks: Block[] = []
    if (records.length === 0)
      blocks.push({
        kind: 'note',
        tone: 'warning',
        text: [say({ zh: '方案已制定,尚未执行。', en: 'The plan was made; nothing of it has been done.' })],
      })
    for (const stage of stages) {
      const here = deeds.filter(d => d.step.stage === stage)
      if (here.length === 0) continue
      blocks.push(
        heading(say(stageNames[stage])),
        table(
          [
            say({ zh: '步骤', en: 'Step' }),
            say({ zh: '内容与理由', en: 'What, and why' }),
            say({ zh: '结果', en: 'Outcome' }),
            say({ zh: '如何撤销', en: 'The way back' }),
          ],
          [3, 12, 7, 9],
          here.map(({ step, standing, record }) => [
            [step.id],
            [say(step.title), ' ', quiet(step.because.slice(0, 4).join(' '))],
            [
              strong(say(standings[standing])),
              ...(record === undefined ? [] : [' ', quiet(timeOf(record.at))]),
              ...(record === undefined || record.detail === '' || standing !== 'failed' ? [] : [' ', code(record.detail, 120)]),
            ],
            [step.reversible ? say(step.undoing) : strong(say({ zh: '不可撤销', en: 'irreversible' }))],
          ]),
        ),
      )
    }
    if (plan.refused.length > 0)
      blocks.push(
        heading(say({ zh: '安全护栏未予执行', en: 'What guards refused' })),
        list(plan.refused.map(({ guard, target, why }) => [code(nameOf(target), 120), ' – ', say(why), ' ', quiet(guard)])),
      )
    if (chains.journal !== '')
      blocks.push(
        prose(
          quiet(say({ zh: '处置日志为仅追加的哈希链,链首: ', en: 'The journal is an append-only hash chain; its head: ' })),
          code(chains.journal),
        ),
      )
    return blocks
  },
}
