// What happened when: the three moments, and the events that explain, each with its source, its clock and who could have written it.
import type { Clock, HostEvent, Trust } from '../../core/event.ts'
import type { ReportCase } from '../../core/report.ts'
import type { Text } from '../../core/text.ts'
import type { Moment } from '../../core/trace.ts'
import { eventWords, sourceNames } from '../../core/trace-words.ts'
import type { ChapterWriter } from '../chapter.ts'
import type { Block, Prose } from '../document.ts'
import { counted } from '../figures.ts'
import { code, prose, quiet, type Say, sayer, table, timeOf, timeWithin } from '../say.ts'
import { stateText } from '../standing.ts'

const mostEvents = 200

const clocks: Readonly<Record<Clock, Text>> = {
  kernel: { zh: '内核时钟', en: 'kernel clock' },
  zoned: { zh: '记录带时区', en: 'zone on record' },
  local: { zh: '按本机时区', en: 'host’s zone applied' },
  assumed: { zh: '时区或年份为推定', en: 'zone or year assumed' },
  order: { zh: '仅知先后', en: 'order only' },
}

const trusts: Readonly<Record<Trust, Text>> = {
  kernel: { zh: '内核所记', en: 'written by the kernel' },
  service: { zh: '服务所记', en: 'written by a service' },
  user: { zh: '用户可伪造', en: 'can be forged by the user' },
}

const moments: Readonly<Record<'occurrence' | 'discovery' | 'handling', Text>> = {
  occurrence: { zh: '出现', en: 'Occurrence' },
  discovery: { zh: '发现', en: 'Discovery' },
  handling: { zh: '处置', en: 'Handling' },
}

export const timeline: ChapterWriter = {
  id: 'timeline',
  title: { zh: '时间线', en: 'Timeline' },
  write(report, lang) {
    const say = sayer(lang)
    return [...threeMoments(report, say), ...events(report, say)]
  },
}

function threeMoments({ trace, state }: ReportCase, say: Say): readonly Block[] {
  if (trace === undefined) return []
  const rows = (['occurrence', 'discovery', 'handling'] as const).map(name => {
    const moment: Moment | undefined = trace.moments[name]
    const told: Prose =
      moment === undefined
        ? [
            quiet(
              say(name === 'handling' && state === undefined ? stateText({ state }) : { zh: '未能确定', en: 'could not be determined' }),
            ),
          ]
        : [timeWithin(moment.at, moment.spread), ` – ${say(moment.text)}`]
    return [say(moments[name]), told] as const
  })
  return [{ kind: 'pairs', rows }]
}

function events({ incident, trace }: ReportCase, say: Say): readonly Block[] {
  if (trace === undefined || trace.timeline.length === 0) {
    if (incident.timeline.length === 0) return [prose(say({ zh: '没有可用的时间。', en: 'There are no times to tell.' }))]
    return [
      prose(
        say({
          zh: '取自文件与进程的时间,可能被篡改;溯源(davylamp trace)后会并入日志。',
          en: 'From the times of files and processes, which may have been forged; tracing (davylamp trace) adds the logs.',
        }),
      ),
      table(
        [say({ zh: '时间', en: 'Time' }), say({ zh: '事件', en: 'Event' })],
        [1, 3],
        incident.timeline.slice(0, mostEvents).map(({ at, what }) => [[timeOf(at)], [say(what)]]),
      ),
    ]
  }
  const shown = trace.timeline.slice(0, mostEvents)
  return [
    prose(
      say({
        zh: `共读取 ${trace.eventsRead} 条事件,下列 ${shown.length} 条说明来龙去脉。时间均换算为 UTC;主机时区 ${trace.zone}。`,
        en: `Of ${counted(trace.eventsRead, 'event')} ${shown.length === 1 ? 'this one explains' : `these ${shown.length} explain`} what happened. All times in UTC; the host’s zone is ${trace.zone}.`,
      }),
    ),
    table(
      [say({ zh: '时间', en: 'Time' }), say({ zh: '事件', en: 'Event' }), say({ zh: '来源', en: 'Source' })],
      [2, 5, 3],
      shown.map(event => eventRow(event, say)),
    ),
  ]
}

function eventRow(event: HostEvent, say: Say): readonly Prose[] {
  const times = event.count > 1 ? ` ×${event.count}` : ''
  const until = event.until === undefined || timeOf(event.until) === timeOf(event.at) ? '' : ` – ${timeOf(event.until)}`
  return [
    [`${timeWithin(event.at, event.spread)}${until}`],
    [say(eventWords(event)), times, ' ', code(event.excerpt, 160)],
    [
      `${say(sourceNames(event.source))} `,
      code(event.locator, 90),
      ' ',
      quiet([say(trusts[event.trust]), say(clocks[event.clock]), event.id].join(' · ')),
    ],
  ]
}
