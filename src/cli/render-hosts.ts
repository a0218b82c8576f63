// Several traced hosts at the terminal: where it began, who went to whom, and where to look next.
import { styleText } from 'node:util'
import type { Lang } from '../core/text.ts'
import type { HostGraph } from '../trace/hosts.ts'
import { sayer } from './language.ts'
import { padded, safe, short } from './safe.ts'

export function renderHosts({ hosts, edges, patientZero, next }: HostGraph, lang: Lang): string {
  const say = sayer(lang)
  const words = { likely: { zh: '很可能', en: 'likely' }, open: { zh: '尚无定论', en: 'not decided' } } as const
  const lines = [
    patientZero === undefined
      ? styleText('bold', say({ zh: '零号主机:时间与来往记录不足以判断', en: 'Patient zero: times and passages do not decide' }))
      : `${styleText('bold', say({ zh: '零号主机:', en: 'Patient zero: ' }))}${styleText('red', safe(patientZero.host))} — ${say(words[patientZero.sure])}`,
    ...(patientZero === undefined ? [] : [`  ${safe(say(patientZero.why))}`]),
    '',
    styleText('bold', say({ zh: '主机(按可信的最早时间)', en: 'Hosts, by the earliest believable time' })),
    ...hosts.map(h => {
      const skew =
        h.skew === 0
          ? ''
          : say({ zh: ` · 时钟偏差 ${Math.round(h.skew)} 秒已扣除`, en: ` · its clock is ${Math.round(h.skew)} s off, taken off` })
      return `  ${padded(h.at?.slice(0, 19).replace('T', ' ') ?? '?', 20)} ${padded(short(h.host, 30), 30)} ${safe(say(h.way))} (${Math.round(h.posterior * 100)} %)${skew}`
    }),
  ]
  if (edges.length > 0)
    lines.push(
      '',
      styleText('bold', say({ zh: '主机之间', en: 'From host to host' })),
      ...edges.slice(0, 60).map(e => {
        const sure = e.sure === 'seen' ? say({ zh: '有记录', en: 'seen' }) : say({ zh: '可能', en: 'possible' })
        return `  ${padded(e.at?.slice(0, 19).replace('T', ' ') ?? '', 20)} ${short(e.from, 30)} → ${short(e.to, 30)}  ${e.how}${e.user === undefined ? '' : ` ${short(e.user, 20)}`} (${sure})`
      }),
    )
  if (next.length > 0)
    lines.push(
      '',
      styleText('bold', say({ zh: '接下来检查这些主机', en: 'Look at these hosts next' })),
      ...next.slice(0, 20).map(n => `  · ${short(n, 60)}`),
    )
  return `${lines.join('\n')}\n`
}
