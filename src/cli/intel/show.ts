// davylamp intel list and intel lookup: which lists there are, and what they say of one indicator and why it is decisive or not.
import type { Lang, Text } from '../../core/text.ts'
import { type Mention, mentionsOf, tablesOf } from '../../intel/known.ts'
import type { KnownList } from '../../intel/lists.ts'
import { indicatorsOf } from '../../intel/load.ts'
import type { Origin } from '../../intel/origin.ts'
import type { FeedEntry } from '../../parse/feeds/entry.ts'
import { defaultState } from '../../store/state.ts'
import { languageOf, type Say, sayer } from '../language.ts'
import { padded, safe, short } from '../safe.ts'
import { UserError } from '../user-error.ts'
import { writeAll } from '../write-all.ts'
import { allLists, gapWords } from './lists.ts'
import { kindTexts, typeCounts } from './words.ts'

export interface ShowOptions {
  readonly state?: string
  readonly json?: boolean
  readonly lang?: string
}

export function showLists(options: ShowOptions): void {
  const lang = languageOf(options.lang)
  const say = sayer(lang)
  const { lists, gaps } = allLists(options.state ?? defaultState())
  const rows = lists.map(list => rowOf(list))
  if (options.json === true) {
    writeAll(`${JSON.stringify({ lists: rows.map(({ entries, ...row }) => ({ ...row, entries: entries.length })), gaps }, null, 1)}\n`)
    return
  }
  for (const { name, where, kinds, entries, date, licence, until, refused } of rows) {
    const kind = kinds.map(one => say(kindTexts[one])).join('/')
    writeAll(
      `${padded(short(name, 28), 28)} ${padded(say(places[where]), 10)} ${padded(kind, 14)} ${padded(date, 11)} ${typeCounts(entries, lang)}\n`,
    )
    const more = [
      ...(licence === '' ? [] : [say({ zh: `许可:${safe(licence)}`, en: `licence: ${safe(licence)}` })]),
      ...(until === '' ? [] : [say({ zh: `有效期至 ${until}`, en: `expires ${until}` })]),
      ...(refused === 0 ? [] : [say({ zh: `${refused} 行无法识别`, en: `${refused} lines cannot be read` })]),
    ]
    if (more.length > 0) writeAll(`${' '.repeat(29)}${more.join(' · ')}\n`)
  }
  for (const gap of gaps) writeAll(`✖ ${safe(gap.source)}: ${gapWords(gap, lang)}\n`)
}

const places: Readonly<Record<KnownList['where'], Text>> = {
  packaged: { zh: '自带', en: 'packaged' },
  imported: { zh: '已导入', en: 'imported' },
  file: { zh: '文件', en: 'file' },
}

function rowOf(list: KnownList) {
  const entries: FeedEntry[] = []
  const kinds = new Set<keyof typeof kindTexts>()
  const licences = new Set<string>()
  let until = ''
  const { date, refused } = list.read((entry, origin) => {
    entries.push(entry)
    kinds.add(origin.shared ? 'shared' : origin.kind)
    if (origin.licence !== '') licences.add(origin.licence)
    if (origin.until > until) until = origin.until
  })
  const { name, where, path } = list
  return { name, where, path, kinds: [...kinds], entries, date, licence: [...licences].join(', '), until, refused: refused.length }
}

/** Exit code 1 when at least one of them is known and decisive, as a scan that finds something. */
export function lookUp(words: readonly string[], options: ShowOptions): void {
  const lang = languageOf(options.lang)
  const say = sayer(lang)
  const { lists, gaps } = allLists(options.state ?? defaultState())
  const now = new Date().toISOString()
  const { shared } = indicatorsOf(
    lists.filter(list => list.shared),
    now,
  )
  const tables = tablesOf(lists)
  const unfit = words.filter(word => mentionsOf(word, tables, shared, now) === undefined)
  const answers = words.flatMap(word => {
    const mentions = mentionsOf(word, tables, shared, now)
    return mentions === undefined ? [] : [{ indicator: word, decisive: mentions.some(({ decisive }) => decisive), mentions }]
  })
  if (answers.length === 0) throw unfitError(unfit, say)
  if (options.json === true) writeAll(`${JSON.stringify(answers, null, 1)}\n`)
  else {
    for (const { indicator, decisive, mentions } of answers) {
      const verdict = decisive ? texts.decisive : mentions.length > 0 ? texts.indecisive : texts.unknown
      writeAll(`${safe(indicator)}  ${say(verdict)}\n${mentions.map(mention => `${mentionLines(mention, lang)}\n`).join('')}`)
    }
    for (const gap of gaps) writeAll(`✖ ${safe(gap.source)}: ${gapWords(gap, lang)}\n`)
  }
  process.exitCode = answers.some(({ decisive }) => decisive) ? 1 : 0
  // One word that is no indicator does not cost the answers about the others.
  if (unfit.length > 0) throw unfitError(unfit, say)
}

function unfitError(words: readonly string[], say: Say): UserError {
  const named = words.slice(0, 3).map(word => `"${short(word, 60)}"`)
  const more = words.length > named.length ? ` +${words.length - named.length}` : ''
  return new UserError(
    say({
      zh: `${named.join('、')}${more} 不是域名、地址、网址或文件摘要`,
      en: `${named.join(', ')}${more}: no domain, address, URL or digest`,
    }),
  )
}

const texts = {
  decisive: { zh: '已知,可作依据', en: 'known, and decisive' },
  indecisive: { zh: '有提及,但不作依据', en: 'mentioned, not decisive' },
  unknown: { zh: '没有任何列表提及', en: 'not in any list' },
} satisfies Readonly<Record<string, Text>>

function mentionLines({ value, origin, because }: Mention, lang: Lang): string {
  const say = sayer(lang)
  const kind = say(kindTexts[origin.shared ? 'shared' : origin.kind])
  const facts = [
    origin.family,
    origin.source,
    origin.date,
    origin.licence === '' ? '' : say({ zh: `许可:${origin.licence}`, en: `licence: ${origin.licence}` }),
    origin.until === '' ? '' : say({ zh: `有效期至 ${origin.until}`, en: `expires ${origin.until}` }),
    origin.reference,
  ].filter(part => part !== '')
  const why = because === undefined || origin.shared ? '' : `\n    ${say({ zh: '不作依据:', en: 'not decisive: ' })}${reason(because, say)}`
  return `  ${safe(value)}  ${kind} · ${safe(origin.list)}: ${facts.map(safe).join(' · ')}${why}`
}

function reason(because: Origin | string, say: Say): string {
  if (typeof because !== 'string') {
    const { list, source, reference } = because
    const said = safe([list, source, reference].filter(part => part !== '').join(', '))
    return say({ zh: `多方共用(${said})`, en: `shared by innocents (${said})` })
  }
  return say(reasons[because as keyof typeof reasons])
}

const reasons = {
  'public-suffix': { zh: '公共后缀,其下各家互不相干', en: 'a public suffix, under which strangers live side by side' },
  'too-wide': { zh: '网段过宽,是整个服务商', en: 'a network as wide as a whole provider' },
  expired: { zh: '已过有效期', en: 'expired' },
  'not-yet': { zh: '尚未生效', en: 'not valid yet' },
} satisfies Readonly<Record<string, Text>>
