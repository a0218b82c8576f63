// A trace at the terminal: how they got in and how sure that is first, then when, why, what to close, and what was not there to ask.
import { styleText } from 'node:util'
import type { HostEvent } from '../core/event.ts'
import type { Lang, Text } from '../core/text.ts'
import type { Closing, EntryCandidate, Moment, SourceState, Trace, Weighed } from '../core/trace.ts'
import { eventWords, sourceNames, standings, witnessWords } from '../core/trace-words.ts'
import { deadlineNames } from '../core/words.ts'
import { type Say, sayer } from './language.ts'
import { type ShownZone, shownZone } from './local-time.ts'
import { padded, safe, short } from './safe.ts'

const mostReasons = 6
const mostEvents = 24
const mostRanked = 5
/** Less is told in one line with the rest. */
const worthALine = 0.01

export function renderTrace(trace: Trace, lang: Lang): string {
  const say = sayer(lang)
  const zone = shownZone(trace.zone)
  const [top] = trace.candidates
  const parts = [
    head(trace, say),
    ...withoutIncident(trace, say),
    ...verdict(trace, top, say, zone),
    ...section(say, { zh: `时间(${zone.name})`, en: `When (${zone.name})` }, moments(trace, say, zone)),
    ...section(say, { zh: '可能的入口', en: 'Ways in, ranked' }, ranked(trace, say)),
    ...section(say, { zh: `为什么是“${top.title.zh}”`, en: `Why "${top.title.en}"` }, reasons(top.weighed, say)),
    ...section(say, { zh: `时间线(${zone.name})`, en: `Timeline (${zone.name})` }, timeline(trace, say, zone)),
    ...section(say, { zh: '横向移动', en: 'From host to host' }, passages(trace, say)),
    ...section(say, { zh: '立即封堵', en: 'Close now' }, closing(trace.closing, say)),
    ...section(say, { zh: '恶意程序能读到的', en: 'What it could read' }, reach(trace, say)),
    ...section(
      say,
      { zh: '接下来收集', en: 'Collect next' },
      trace.collectNext.map(t => `  · ${safe(say(t))}`),
    ),
    ...section(say, { zh: '看了什么、缺了什么', en: 'What was asked, and what is missing' }, sources(trace.sources, say, zone)),
  ]
  return `${parts.join('\n')}\n`
}

function section(say: Say, title: Text, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', styleText('bold', say(title)), ...lines]
}

const percent = (share: number): string => `${share > 0.99 ? '> 99' : share < 0.005 ? '< 1' : Math.round(share * 100)} %`
const bandOf = ([low, high]: readonly [number, number]): string => `${Math.round(low * 100)}–${Math.round(high * 100)} %`

function head({ id, host, incident }: Trace, say: Say): string {
  const of = incident === '' ? '' : ` · ${say({ zh: '事件', en: 'incident' })} ${incident}`
  return styleText('dim', `${id} · ${safe(host)}${of}`)
}

/** Probabilities of ways in read as if somebody had come in: without an incident nobody says so. */
function withoutIncident({ incident }: Trace, say: Say): readonly string[] {
  if (incident !== '') return []
  const note = {
    zh: '没有已知的入侵事件:以下仅表示“假如曾被入侵”,现有记录指向哪里,并不表示确有入侵。已有事件时请给出编号(davylamp cases、davylamp explain)。',
    en: 'No incident is known: what follows says where the records would point if somebody had got in, not that somebody did. If there is an incident, give its id (davylamp cases, davylamp explain).',
  }
  return [styleText('yellow', say(note))]
}

function verdict({ standing }: Trace, { title, posterior, band, entry }: EntryCandidate, say: Say, zone: ShownZone): readonly string[] {
  const colour = standing === 'established' ? 'red' : standing === 'likely' ? 'yellow' : 'cyan'
  const lines = [
    `${styleText('bold', say({ zh: '入侵途径:', en: 'How they got in: ' }))}${styleText(colour, say(title))} — ${say(standings[standing])} (${percent(posterior)}, ${bandOf(band)})`,
  ]
  if (entry === undefined) return lines
  const who = [
    entry.address && say({ zh: `来自 ${entry.address}`, en: `from ${entry.address}` }),
    entry.user && say({ zh: `账户 ${entry.user}`, en: `as ${entry.user}` }),
  ]
  lines.push(
    `  ${zone.show(entry.at)} ${spread(entry.spread)} ${who
      .filter(Boolean)
      .map(w => safe(w ?? ''))
      .join(say({ zh: ',', en: ', ' }))}`,
  )
  if (entry.by !== undefined) lines.push(`  ${short(entry.by, 150)}`)
  return lines
}

/** Seconds either way as people say them. */
function spread(seconds: number): string {
  if (seconds < 2) return ''
  if (seconds < 120) return `(±${Math.round(seconds)} s)`
  if (seconds < 7200) return `(±${Math.round(seconds / 60)} min)`
  return `(±${Math.round(seconds / 3600)} h)`
}

const momentNames = {
  occurrence: { zh: '发生', en: 'occurred' },
  discovery: { zh: '发现', en: 'noticed' },
  handling: { zh: '处置', en: 'handled' },
} as const

function moments({ moments: of, anchor }: Trace, say: Say, zone: ShownZone): readonly string[] {
  const line = (name: Text, moment: Moment | undefined): readonly string[] =>
    moment === undefined
      ? []
      : [`  ${padded(say(name), 10)}${zone.show(moment.at)} ${spread(moment.spread)} ${short(say(moment.text), 100)}`]
  return [
    ...line(momentNames.occurrence, of.occurrence),
    ...(anchor === undefined || anchor.at === of.occurrence?.at ? [] : line({ zh: '落地', en: 'malware' }, anchor)),
    ...line(momentNames.discovery, of.discovery),
    ...line(momentNames.handling, of.handling),
  ]
}

function ranked({ candidates }: Trace, say: Say): readonly string[] {
  const told = candidates.filter(c => c.posterior >= worthALine).slice(0, mostRanked)
  const rest = candidates.slice(told.length)
  const lines = told.map(c => `  ${padded(percent(c.posterior), 8)}${padded(bandOf(c.band), 11)}${safe(say(c.title))}`)
  if (rest.length === 0) return lines
  const sum = rest.reduce((total, c) => total + c.posterior, 0)
  return [
    ...lines,
    styleText('dim', `  ${padded(percent(sum), 19)}${say({ zh: `其余 ${rest.length} 种`, en: `${rest.length} others together` })}`),
  ]
}

const marks = { for: '+', against: '−', missing: '?' } as const

function reasons(weighed: readonly Weighed[], say: Say): readonly string[] {
  const words = { for: { zh: '支持', en: 'for' }, against: { zh: '反对', en: 'against' }, missing: { zh: '缺失', en: 'missing' } } as const
  return (['for', 'against', 'missing'] as const).flatMap(kind =>
    weighed
      .filter(w => w.kind === kind)
      .slice(0, mostReasons)
      .map(w => `  ${marks[kind]} ${padded(say(words[kind]), 8)} ${short(say(w.text), 140)}`),
  )
}

function timeline({ timeline: events }: Trace, say: Say, zone: ShownZone): readonly string[] {
  const shown = events.slice(0, mostEvents)
  const left = events.length - shown.length
  return [...shown.map(e => eventLine(e, say, zone)), ...(left > 0 ? [styleText('dim', `  … +${left}`)] : [])]
}

function eventLine(e: HostEvent, say: Say, zone: ShownZone): string {
  const doubtful = e.clock === 'assumed' || e.clock === 'order' || e.trust === 'user' ? '~' : ' '
  const times = e.count > 1 ? ` ×${e.count}` : ''
  return `  ${zone.show(e.at)}${doubtful} ${padded(say(sourceNames(e.source)), 10)} ${short(`${say(eventWords(e))}${times}`, 110)}`
}

function passages({ passages: list }: Trace, say: Say): readonly string[] {
  const sure = { seen: { zh: '已发生', en: 'seen' }, possible: { zh: '可能', en: 'possible' } } as const
  return list
    .slice(0, 12)
    .map(
      p =>
        `  ${short(p.from, 40)} → ${short(p.to, 40)}  ${p.how}${p.user === undefined ? '' : ` ${short(p.user, 30)}`}  (${say(sure[p.sure])})`,
    )
}

function closing(list: readonly Closing[], say: Say): readonly string[] {
  const order = ['hour', 'day', 'week']
  return [...list]
    .sort((a, b) => order.indexOf(a.by) - order.indexOf(b.by))
    .flatMap(c => [
      `  ${padded(say(deadlineNames[c.by]), 16)} ${safe(say(c.title))} ${styleText('dim', c.id)}`,
      ...(c.command === undefined ? [] : [styleText('dim', `    $ ${safe(c.command)}`)]),
    ])
}

function reach({ reach: list }: Trace, say: Say): readonly string[] {
  return list.map(r => `  ${padded(say(deadlineNames[r.by]), 16)} ${safe(say(r.what))}`)
}

function sources(list: readonly SourceState[], say: Say, zone: ShownZone): readonly string[] {
  return list
    .filter(s => s.state !== 'absent' || s.holes.length > 0)
    .map(s => {
      const span = s.from !== undefined && s.to !== undefined ? `${zone.show(s.from)} … ${zone.show(s.to)}` : ''
      const holes = s.holes.map(h => ` · ${zone.show(h.from)}–${zone.show(h.to)} ${say(h.why)}`).slice(0, 3)
      return `  ${padded(say(sourceNames(s.source)), 14)} ${padded(say(witnessWords[s.state]), 12)} ${safe(span + holes.join(''))}`
    })
}
