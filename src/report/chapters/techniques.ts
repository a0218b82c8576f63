// The incident in the words of MITRE ATT&CK: which techniques were seen, under the tactics they serve.

import { tacticNames, tactics, techniqueNames } from '../attack-names.ts'
import type { ChapterWriter } from '../chapter.ts'
import { link, prose, quiet, sayer, table } from '../say.ts'
import { techniquesOf, techniqueUrl } from '../techniques.ts'

export const techniques: ChapterWriter = {
  id: 'techniques',
  title: { zh: 'ATT&CK 技术', en: 'ATT&CK techniques' },
  write(report, lang) {
    const say = sayer(lang)
    const used = techniquesOf(report)
    if (used.length === 0) return [prose(say({ zh: '没有可归类的技术。', en: 'No technique was seen.' }))]
    const rows = tactics.flatMap(tactic => {
      const here = used.filter(({ id }) => (techniqueNames[id]?.tactics ?? []).includes(tactic))
      return here.map(({ id, because }, i) => {
        const name = techniqueNames[id]
        return [
          [i === 0 ? say(tacticNames[tactic]) : ''],
          [link(id, techniqueUrl(id)), ' ', name === undefined ? '' : say(name)],
          [quiet(`${because.slice(0, 5).join(' ')}${because.length > 5 ? ` +${because.length - 5}` : ''}`)],
        ]
      })
    })
    const unnamed = used.filter(({ id }) => techniqueNames[id] === undefined)
    return [
      table(
        [say({ zh: '战术', en: 'Tactic' }), say({ zh: '技术', en: 'Technique' }), say({ zh: '依据', en: 'Because of' })],
        [2, 4, 4],
        [...rows, ...unnamed.map(({ id, because }) => [['–'], [link(id, techniqueUrl(id))], [quiet(because.slice(0, 5).join(' '))]])],
      ),
    ]
  },
}
