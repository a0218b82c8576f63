// What authorities ask: by when they may have to be told, and for each thing that their forms ask what this report says of it.
import type { ReportCase } from '../../core/report.ts'
import type { Lang, Text } from '../../core/text.ts'
import type { ChapterWriter } from '../chapter.ts'
import { knownSince, latestFor, duties as rules } from '../duties.ts'
import { clues, cost, done, entry, type GistOf, left, reach, since, state } from '../gist.ts'
import { heading, prose, quiet, type Say, sayer, table, timeThere } from '../say.ts'

/** What the Chinese Measures ask, in their order; NIS2 asks for a part of it. */
const asked: readonly (readonly [asks: Text, answers: readonly GistOf[]])[] = [
  [{ zh: '事发时间与发现时间', en: 'when it happened and when it was noticed' }, [since]],
  [{ zh: '影响与危害', en: 'impact and harm' }, [reach, cost]],
  [{ zh: '已采取的措施及效果', en: 'what was done, and whether it helped' }, [done, state]],
  [{ zh: '原因初步分析', en: 'likely cause' }, [entry]],
  [{ zh: '溯源线索', en: 'clues to the intruder' }, [clues]],
  [{ zh: '拟进一步采取的措施', en: 'what is to be done next' }, [left]],
]

export const duties: ChapterWriter = {
  id: 'duties',
  title: { zh: '报告义务', en: 'Duties to report' },
  write(report, lang) {
    const say = sayer(lang)
    const since = timeThere(knownSince(report), report.trace?.zone)
    return [
      prose(
        say({
          zh: `下列时限自发现(${since})起算。事件级别与是否适用,由负责人会同法务对照原文研判;本工具不作判断。`,
          en: `Limits count from the discovery (${since}). Which of them apply, and how the incident is graded, is for those responsible and their counsel to decide by the texts themselves; this tool does not.`,
        }),
      ),
      table(
        [
          say({ zh: '规定', en: 'Rule' }),
          say({ zh: '适用', en: 'Binds' }),
          say({ zh: '须做什么', en: 'What' }),
          say({ zh: '最迟', en: 'Latest' }),
        ],
        [3, 3, 3, 4],
        rules.map(rule => {
          const at = latestFor(rule, report)
          return [
            [say(rule.rule)],
            [say(rule.whom)],
            [say(rule.what)],
            at === undefined ? [say(rule.within)] : [timeThere(at, report.trace?.zone), ' ', quiet(say(rule.within))],
          ]
        }),
      ),
      heading(say({ zh: '报告要素', en: 'What the forms ask' })),
      answers(report, say, lang),
    ]
  },
}

function answers(report: ReportCase, say: Say, lang: Lang) {
  const { host } = report.result
  const own = quiet(say({ zh: '(由填报人补充)', en: '(to be filled in)' }))
  return table(
    [say({ zh: '要素', en: 'Asked' }), say({ zh: '本报告所载', en: 'What this report says' })],
    [2, 7],
    [
      [
        [say({ zh: '单位与涉事系统', en: 'organisation and system' })],
        [
          say({ zh: `主机 ${host};单位名称、系统名称与等级 `, en: `host ${host}; name of the organisation, the system and its grade ` }),
          own,
        ],
      ],
      [
        [say({ zh: '事件类型与级别', en: 'kind and grade of the incident' })],
        [
          // One of the ten subclasses of malware incidents, as the standard is quoted at http://www.txrzx.com/i255.html.
          say({ zh: '恶意程序事件—挖矿病毒事件(GB/T 20986—2023);级别 ', en: 'malware incident, mining virus (GB/T 20986—2023); grade ' }),
          own,
        ],
      ],
      ...asked.map(([asks, gists]) => [[say(asks)], [gists.map(gist => say(gist(report, lang).text)).join(lang === 'zh' ? '' : ' ')]]),
      [
        [say({ zh: '现场保护', en: 'what was kept' })],
        [
          say({
            zh: `${report.custody.filter(c => c.event === 'collected').length} 件物证,见“证据保管链”。`,
            en: `${report.custody.filter(c => c.event === 'collected').length} items of evidence, see chain of custody.`,
          }),
        ],
      ],
    ],
  )
}
