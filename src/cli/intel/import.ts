// davylamp intel import: reads feeds of any known format into the state directory, and says what of them cannot be used.
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { isGap } from '../../core/gap.ts'
import type { Indicator } from '../../core/intel.ts'
import { JournalError } from '../../core/journal.ts'
import type { Lang } from '../../core/text.ts'
import { listText } from '../../intel/list-text.ts'
import { packagedLists, textOf } from '../../intel/lists.ts'
import { loadIntel } from '../../intel/load.ts'
import { entryText, type FeedEntry } from '../../parse/feeds/entry.ts'
import { type Feed, readFeed } from '../../parse/feeds/feed.ts'
import type { Refused } from '../../parse/feeds/refused.ts'
import { defaultState, hasSet, ownIntel, saveSet } from '../../store/state.ts'
import { languageOf, sayer } from '../language.ts'
import { safe, short } from '../safe.ts'
import { UserError } from '../user-error.ts'
import { writeAll } from '../write-all.ts'
import { gapWords } from './lists.ts'
import { endOf } from './period.ts'
import { faultText, kindOf, kindTexts, typeCounts } from './words.ts'

export interface ImportOptions {
  readonly name?: string
  readonly kind?: Indicator['kind'] | 'shared'
  readonly expires?: string
  readonly licence?: string
  readonly state?: string
  readonly json?: boolean
  readonly lang?: string
}

/** More lines than these are counted, not shown. */
const shownFaults = 20

interface Source extends Feed {
  readonly file: string
  readonly sha256: string
}

/** With a name all files make one set; without, each makes its own, named after the file. */
export function importFeeds(files: readonly string[], options: ImportOptions): void {
  const lang = languageOf(options.lang)
  const until = options.expires === undefined ? '' : endOf(options.expires, Date.now())
  if (until === undefined)
    throw new UserError(
      sayer(lang)({
        zh: `看不懂有效期 "${safe(options.expires ?? '')}":请写 12h、30d、2w,或将来的日期 2027-01-31`,
        en: `"${safe(options.expires ?? '')}" is no period: give 12h, 30d, 2w, or a date to come such as 2027-01-31`,
      }),
    )
  const sources = files.map(file => read(file, lang))
  const sets = options.name === undefined ? sources.map(source => [source]) : [sources]
  const names = sets.map(([first]) => nameFor(options.name ?? stem(first?.file ?? ''), lang))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new UserError(
      sayer(lang)({ zh: `有两个文件都会成为 "${twice}":请用 --name`, en: `two files would both become "${twice}": give --name` }),
    )
  for (const [i, set] of sets.entries()) keep(names[i]!, set, until, options, lang)
}

function read(file: string, lang: Lang): Source {
  const text = textOf(file)
  const say = sayer(lang)
  if (isGap(text)) {
    throw new UserError(
      say({ zh: `无法读取 ${safe(file)}:${gapWords(text, lang)}`, en: `${safe(file)} cannot be read: ${gapWords(text, lang)}` }),
    )
  }
  const feed = readFeed(text)
  if (feed.entries.length > 0) return { ...feed, file, sha256: createHash('sha256').update(text).digest('hex') }
  throw new UserError(
    say({
      zh: `${safe(file)} 中没有可用的指标:支持 hosts、每行一条的列表、CIDR、maltrail、MISP JSON、STIX 2.1`,
      en: `${safe(file)} holds no indicator that can be used: hosts files, lists, CIDR, maltrail, MISP JSON and STIX 2.1 are understood`,
    }),
  )
}

function stem(file: string): string {
  return basename(file)
    .replace(/\.(?:txt|list|json|hosts|csv|stix|misp)$/i, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64)
}

function nameFor(name: string, lang: Lang): string {
  const say = sayer(lang)
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name))
    throw new UserError(
      say({
        zh: `"${safe(name)}" 不能作名称:只用字母、数字、点、横线,最多 64 个`,
        en: `"${safe(name)}" cannot be a name: letters, digits, dots and dashes, at most 64`,
      }),
    )
  if (packagedLists().some(list => list.name === name))
    throw new UserError(
      say({ zh: `"${name}" 是自带列表的名称:请用 --name 另取`, en: `"${name}" is a list that davylamp ships: give another --name` }),
    )
  return name
}

function keep(name: string, sources: readonly Source[], until: string, options: ImportOptions, lang: Lang): void {
  const state = options.state ?? defaultState()
  const entries = sources.flatMap(source => source.entries)
  const kind = options.kind ?? kindOf(sources[0]!.format)
  const header = {
    kind: kind === 'shared' ? ('pool' as const) : kind,
    shared: kind === 'shared',
    source: sources.map(({ file, sha256 }) => `${basename(file)} (sha256 ${sha256.slice(0, 12)})`).join(', '),
    date: new Date().toISOString().slice(0, 10),
    licence: options.licence ?? '',
    until,
  }
  const replaced = hasSet(state, name)
  try {
    saveSet(state, name, listText(header, entries))
  } catch (error) {
    if (error instanceof JournalError) throw new UserError(error.said[lang])
    throw error
  }
  const refused = sources.flatMap(source => source.refused.map(r => (sources.length === 1 ? r : { ...r, at: `${source.file}, ${r.at}` })))
  const left = kind === 'shared' ? [] : sharedOnes(entries, state)
  if (options.json === true) {
    writeAll(
      `${JSON.stringify({ name, kind, format: sources[0]!.format, replaced, until, entries: entries.length, shared: left, refused }, null, 1)}\n`,
    )
    return
  }
  writeAll(told(name, kind, sources, replaced, until, left, refused, lang))
}

/** Entries that are kept, but never accuse anybody. */
function sharedOnes(entries: readonly FeedEntry[], state: string): readonly string[] {
  const { shared } = loadIntel(ownIntel(state))
  return [...new Set(entries.filter(entry => shared.covers(entry) !== undefined).map(entryText))]
}

function told(
  name: string,
  kind: keyof typeof kindTexts,
  sources: readonly Source[],
  replaced: boolean,
  until: string,
  left: readonly string[],
  refused: readonly Refused[],
  lang: Lang,
): string {
  const say = sayer(lang)
  const entries = sources.flatMap(source => source.entries)
  const out = [
    say({
      zh: `${replaced ? '已替换' : '已导入'} ${name}(${sources[0]!.format},${say(kindTexts[kind])}):${typeCounts(entries, lang)}`,
      en: `${replaced ? 'replaced' : 'imported'} ${name} (${sources[0]!.format}, ${say(kindTexts[kind])}): ${typeCounts(entries, lang)}`,
    }),
  ]
  if (until !== '') out.push(say({ zh: `  有效期至 ${until.slice(0, 16)}Z`, en: `  expires ${until.slice(0, 16)}Z` }))
  if (left.length > 0)
    out.push(
      say({
        zh: `  其中 ${left.length} 条指向公共基础设施,不作定罪依据:${left.slice(0, 5).map(safe).join('、')}${left.length > 5 ? '…' : ''}`,
        en: `  ${left.length} of them are shared by innocents and never accuse anybody: ${left.slice(0, 5).map(safe).join(', ')}${left.length > 5 ? ' …' : ''}`,
      }),
    )
  if (refused.length > 0)
    out.push(
      say({ zh: `  ${refused.length} 处不能使用:`, en: `  ${refused.length} could not be used:` }),
      ...refused.slice(0, shownFaults).map(r => `    ${safe(r.at)}: ${faultText(r.why, lang)}  ${short(r.what, 60)}`),
    )
  if (refused.length > shownFaults)
    out.push(
      say({
        zh: `    另有 ${refused.length - shownFaults} 处(--json 列出全部)`,
        en: `    and ${refused.length - shownFaults} more (--json lists all)`,
      }),
    )
  return `${out.join('\n')}\n`
}
