// Ten lines for somebody who reads nothing else.
import type { ChapterWriter } from '../chapter.ts'
import type { Prose } from '../document.ts'
import { duty } from '../duties.ts'
import { cost, done, entry, left, reach, since, state, unseen, what } from '../gist.ts'
import { list, prose, sayer, strong } from '../say.ts'

const lines = [what, since, entry, reach, cost, done, state, left, duty, unseen]

export const summary: ChapterWriter = {
  id: 'summary',
  title: { zh: '摘要', en: 'Summary' },
  write(report, lang) {
    const say = sayer(lang)
    return [
      prose(say({ zh: '给管理者的十句话;依据见后面各章。', en: 'Ten lines for a manager; the chapters after it give the evidence.' })),
      list(
        lines.map(line => {
          const { head, text } = line(report, lang)
          return [strong(say(head)), `${lang === 'zh' ? '\uff1a' : ': '}${say(text)}`] satisfies Prose
        }),
        true,
      ),
    ]
  },
}
