// What is left for people and by when: holes to close, secrets to replace, services to restart, what guards left to them.
import { kindOf, nameOf } from '../../core/entity.ts'
import { deadlines } from '../../core/plan.ts'
import type { ChapterWriter } from '../chapter.ts'
import type { Block, Prose } from '../document.ts'
import { code, heading, prose, quiet, sayer, timeThere } from '../say.ts'
import { dueAt, dueText, type ToDo, toDoOf } from '../to-do.ts'

const mostTargets = 6

export const remaining: ChapterWriter = {
  id: 'remaining',
  title: { zh: '待办事项', en: 'What remains to be done' },
  write(report, lang) {
    const say = sayer(lang)
    const items = toDoOf(report)
    if (items.length === 0) return [prose(say({ zh: '没有遗留给人的事项。', en: 'Nothing is left for people to do.' }))]
    const blocks: Block[] = []
    if (report.trace?.standing === 'open' && report.trace.closing.length > 0)
      blocks.push({
        kind: 'note',
        tone: 'warning',
        text: [
          say({
            zh: '入口尚无定论:封堵事项覆盖每一种可能的入口,请按可能性取舍。',
            en: 'The way in is not decided: what is to be closed covers each that is possible; weigh them by their probability.',
          }),
        ],
      })
    for (const by of [...deadlines, undefined]) {
      const here = items.filter(item => item.by === by)
      if (here.length === 0) continue
      const until = by === undefined ? undefined : timeThere(dueAt(report, by), report.trace?.zone)
      const limit = until === undefined ? '' : say({ zh: `(${until} 前)`, en: ` (by ${until})` })
      blocks.push(heading(`${say(dueText(by))}${limit}`), {
        kind: 'checklist',
        items: here.map(item => proseOf(item, say(item.title))),
      })
    }
    return blocks
  },
}

function proseOf({ targets, command }: ToDo, title: string): Prose {
  // A process is long gone when this is read, and the title says what it was.
  const names = [...new Set(targets.filter(id => kindOf(id) !== 'process').map(nameOf))]
  const shown = names.some(name => title.includes(name)) ? [] : names.slice(0, mostTargets)
  const more = shown.length > 0 && names.length > mostTargets ? [quiet(` +${names.length - mostTargets}`)] : []
  return [title, ...shown.flatMap(name => [' ', code(name, 100)]), ...more, ...(command === undefined ? [] : [' ', code(`$ ${command}`)])]
}
