// What was looked at, what could not be, and what that means for the conclusions.

import { isHole } from '../../core/gap.ts'
import { chineseGap } from '../../core/gap-words.ts'
import type { ReportCase } from '../../core/report.ts'
import type { Lang } from '../../core/text.ts'
import { reasons } from '../../core/words.ts'
import type { ChapterWriter } from '../chapter.ts'
import type { Block } from '../document.ts'
import { code, prose, sayer, table, timeOf } from '../say.ts'

const mostGaps = 100

export const scope: ChapterWriter = {
  id: 'scope',
  title: { zh: '范围与盲区', en: 'Scope and gaps' },
  write(report, lang) {
    const say = sayer(lang)
    const { result, tool, trace } = report
    const { coverage } = result
    const rows = (kind: string): string => String(coverage.facts[kind] ?? 0)
    return [
      {
        kind: 'pairs',
        rows: [
          [say({ zh: '主机', en: 'Host' }), [code(result.host)]],
          [say({ zh: '扫描', en: 'Scan' }), [`${timeOf(result.startedAt)} – ${timeOf(result.finishedAt)}`]],
          [
            say({ zh: '看过', en: 'Looked at' }),
            [
              say({
                zh: `${rows('processes')} 个进程,${rows('sockets')} 个套接字,${rows('files')} 个文件,${rows('autostarts')} 个自启动入口(${coverage.persistence.length} 类),${coverage.detectors.length} 个检测项${trace === undefined ? '' : `,${trace.eventsRead} 条日志事件`}`,
                en: `${rows('processes')} processes, ${rows('sockets')} sockets, ${rows('files')} files, ${rows('autostarts')} autostarts of ${coverage.persistence.length} kinds, ${coverage.detectors.length} detectors${trace === undefined ? '' : `, ${trace.eventsRead} events of logs`}`,
              }),
            ],
          ],
          [say({ zh: '工具', en: 'Tool' }), [tool]],
        ],
      },
      ...gaps(report, lang),
    ]
  },
}

function gaps({ result, trace }: ReportCase, lang: Lang): readonly Block[] {
  const say = sayer(lang)
  const all = [...new Map([...result.gaps, ...(trace?.gaps ?? [])].map(g => [`${g.why} ${g.source} ${g.detail}`, g])).values()]
  if (all.length === 0) return [prose(say({ zh: '没有盲区。', en: 'There are no gaps.' }))]
  const ordered = all.toSorted((a, b) => Number(isHole(b)) - Number(isHole(a)))
  const left = ordered.length - mostGaps
  return [
    prose(
      say({
        zh: '下列地方没能查看;“不支持”“不存在”是视角本身的限制(例如磁盘上没有运行中的系统),其余本应看到,结论以此为限。',
        en: 'These could not be looked at. What is “not possible here” or “absent” is a limit of the sight itself (a disk runs nothing); the rest should have been seen, and limits the conclusions.',
      }),
    ),
    table(
      [say({ zh: '原因', en: 'Why' }), say({ zh: '何处', en: 'Where' }), say({ zh: '说明', en: 'Detail' })],
      [2, 4, 4],
      ordered
        .slice(0, mostGaps)
        .map(g => [
          [say(reasons[g.why] ?? { zh: g.why, en: g.why })],
          [code(g.source, 140)],
          [say({ zh: chineseGap(g.detail) ?? g.detail, en: g.detail })],
        ]),
    ),
    ...(left > 0 ? [prose(say({ zh: `另有 ${left} 处。`, en: `And ${left} more.` }))] : []),
  ]
}
