// What is left for people and by when: holes to close, secrets to replace, services to restart, what guards left to them.
import { nameOf } from '../../core/entity.ts'
import { deadlines } from '../../core/plan.ts'
import { deadlineNames } from '../../core/words.ts'
import type { ChapterWriter } from '../chapter.ts'
import type { Block, Prose } from '../document.ts'
import { code, heading, prose, quiet, sayer } from '../say.ts'
import { type ToDo, toDoOf } from '../to-do.ts'

const mostTargets = 6

export const remaining: ChapterWriter = {
  id: 'remaining',
  title: { zh: '待办事项', en: 'What remains to be done' },
  write(report, lang) {
    const say = sayer(lang)
    const items = toDoOf(report)
    if (items.length === 0) return [prose(say({ zh: '没有遗留给人的事项。', en: 'Nothing is left for people to do.' }))]
    const blocks: Block[] = []
    for (const by of [...deadlines, undefined]) {
      const here = items.filter(item => item.by === by)
      if (here.length === 0) continue
      blocks.push(heading(by === undefined ? say({ zh: '结案之前', en: 'before the case is closed' }) : say(deadlineNames[by])), {
        kind: 'checklist',
        items: here.map(item => proseOf(item, say(item.title))),
      })
    }
    return blocks
  },
}

function proseOf({ targets, command }: ToDo, title: string): Prose {
  const names = [...new Set(targets.map(nameOf))]
  const shown = names.some(name => title.includes(name)) ? [] : names.slice(0, mostTargets)
  const more = shown.length > 0 && names.length > mostTargets ? [quiet(` +${names.length - mostTargets}`)] : []
  return [title, ...shown.flatMap(name => [' ', code(name, 100)]), ...more, ...(command === undefined ? [] : [' ', code(`$ ${command}`)])]
}
