// davylamp intel export: what is known and decisive, for other tools, with source and licence.
import { JournalError } from '../../core/journal.ts'
import { Indicators } from '../../intel/indicators.ts'
import { indicatorsOf } from '../../intel/load.ts'
import { isValid } from '../../intel/origin.ts'
import { type Exported, type ExportFormat, writeFeed } from '../../parse/feeds/write.ts'
import { writeAll as writeTo, writeWhole } from '../../store/durable.ts'
import { defaultState } from '../../store/state.ts'
import { languageOf, sayer } from '../language.ts'
import { safe } from '../safe.ts'
import { UserError } from '../user-error.ts'
import { version } from '../version.ts'
import { writeAll } from '../write-all.ts'
import { allLists } from './lists.ts'

export interface ExportOptions {
  readonly format: ExportFormat
  /** "-" is standard output. */
  readonly output: string
  readonly name?: string
  readonly state?: string
  readonly lang?: string
}

export function exportFeed({ format, output, name, state = defaultState(), lang: given }: ExportOptions): void {
  const lang = languageOf(given)
  const say = sayer(lang)
  const { lists } = allLists(state)
  const chosen = lists.filter(list => (name === undefined ? !list.shared : list.name === name))
  if (chosen.length === 0)
    throw new UserError(
      say({
        zh: `没有名为 "${safe(name ?? '')}" 的列表:见 davylamp intel list`,
        en: `there is no list "${safe(name ?? '')}": see davylamp intel list`,
      }),
    )
  const now = new Date().toISOString()
  const { shared } = indicatorsOf(
    lists.filter(list => list.shared),
    now,
  )
  const seen = new Indicators()
  const items: Exported[] = []
  const about = new Set([`davylamp ${version}, ${now}`])
  for (const list of chosen)
    list.read((entry, origin) => {
      const [from, until] = [entry.from ?? origin.from, entry.until ?? origin.until]
      if (!isValid({ from, until }, now) || (!origin.shared && shared.covers(entry) !== undefined) || !seen.add(entry, origin)) return
      const said = [origin.source, origin.date, origin.licence].filter(part => part !== '').join(', ')
      about.add(clean(`${list.name}: ${said}`))
      items.push({
        entry: { ...entry, ...(from !== '' && { from }), ...(until !== '' && { until }) },
        said: clean([origin.family, said, entry.reference].filter(part => part !== '').join(', ')),
      })
    })
  const { text, left } = writeFeed(format, items, [...about], now)
  if (output === '-') writeAll(text)
  else {
    try {
      writeWhole(output, fd => void writeTo(fd, Buffer.from(text)))
    } catch (error) {
      if (error instanceof JournalError) throw new UserError(error.said[lang])
      throw error
    }
  }
  const count = items.length - left
  const note =
    left === 0 ? '' : say({ zh: `;${left} 条无法用此格式表达,已略去`, en: `; ${left} have no form in this format and are left out` })
  process.stderr.write(`${say({ zh: `已写出 ${count} 条${note}`, en: `${count} indicators written${note}` })}\n`)
}

function clean(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ')
}
