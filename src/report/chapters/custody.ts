// The chain of custody: every item of evidence with its digest, when, from where, how and by whom it was taken.
import type { CustodyEntry } from '../../core/report.ts'
import type { Text } from '../../core/text.ts'
import type { ChapterWriter } from '../chapter.ts'
import { itemText, wayText } from '../custody-words.ts'
import { code, prose, quiet, sayer, table, timeOf } from '../say.ts'

const mostItems = 400

const events: Readonly<Record<CustodyEntry['event'], Text>> = {
  collected: { zh: '取得', en: 'collected' },
  missed: { zh: '未能取得', en: 'missed' },
  exported: { zh: '导出', en: 'exported' },
}

export const custody: ChapterWriter = {
  id: 'custody',
  title: { zh: '证据保管链', en: 'Chain of custody' },
  write({ custody: items, chains }, lang) {
    const say = sayer(lang)
    if (items.length === 0) return [prose(say({ zh: '没有保存证据(尚未处置)。', en: 'No evidence was kept: nothing was answered yet.' }))]
    const left = items.length - mostItems
    return [
      prose(
        say({
          zh: '条目逐条相链(每条含上一条的 SHA-256),改动或缺失会被发现;内容以编码形式存放于保险库,不会被误执行。链首: ',
          en: 'Each entry holds the SHA-256 of the one before, so that a change or a loss shows; content lies in the vault, encoded, so that nothing runs it by accident. Head: ',
        }),
        code(chains.evidence),
      ),
      table(
        [say({ zh: '时间', en: 'Time' }), say({ zh: '物证', en: 'Item' }), 'SHA-256', say({ zh: '方式与经手人', en: 'How, and by whom' })],
        [2, 3, 4, 4],
        items
          .slice(0, mostItems)
          .map(item => [
            [timeOf(item.at)],
            [`${say(events[item.event])} `, say(itemText(item)), ' ', code(item.source, 120)],
            item.sha256 === '' ? ['–'] : [code(item.sha256), ' ', quiet(`${item.size} B`)],
            [say(wayText(item)), ' ', quiet(`${item.by} · ${item.tool}`)],
          ]),
      ),
      ...(left > 0 ? [prose(say({ zh: `另有 ${left} 项,见 JSON。`, en: `And ${left} more, in the JSON.` }))] : []),
    ]
  },
}
