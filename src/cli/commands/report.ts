// davylamp report: the document about an incident, in the format and language asked for.
import { lstatSync, writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { Prices, ReportCase } from '../../core/report.ts'
import type { Lang } from '../../core/text.ts'
import { loadIntel } from '../../intel/load.ts'
import { assumedPrices } from '../../report/cost.ts'
import { reportFormats } from '../../report/index.ts'
import { redacted } from '../../report/redact.ts'
import { storeError, writeAll as writeBytes, writeWhole } from '../../store/durable.ts'
import { keptForReport } from '../../store/report-case.ts'
import { defaultState, ownIntel } from '../../store/state.ts'
import { pdfOf, pngOf } from '../browser.ts'
import { languageOf, languageOption } from '../language.ts'
import { rawRules } from '../own-files.ts'
import { inWords } from '../response.ts'
import { nextLookFor } from '../stay.ts'
import { UserError } from '../user-error.ts'
import { version } from '../version.ts'
import { writeAll } from '../write-all.ts'

interface Given {
  readonly format: string
  readonly output?: string
  readonly redact?: boolean
  readonly state?: string
  readonly lang?: string
  readonly coreHour?: string
  readonly kwh?: string
  readonly currency?: string
}

/** Made of the HTML one, by a browser. */
const printed = 'pdf'

export function report(): Command {
  const names = [...reportFormats.map(f => f.id), printed]
  return new Command('report')
    .description('write the report of an incident; the newest by default / 生成事件报告,默认最近的事件')
    .argument('[id]', 'case or incident, I-…')
    .addOption(new Option('--format <name>', 'how it is written').choices(names).default('html'))
    .option('-o, --output <file>', 'where to; standard output by default')
    .option('--redact', 'without names of hosts and accounts, own addresses and keys: for sharing')
    .option('--core-hour <price>', 'what an hour of one core costs you, instead of our range')
    .option('--kwh <price>', 'what a kWh costs you, instead of our range')
    .option('--currency <code>', 'of these prices, as in ISO 4217; CNY by default')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (id: string | undefined, options: Given) => {
      const lang = languageOf(options.lang)
      const prices = pricesOf(options)
      const told = { ...caseFor(options.state ?? defaultState(), id, lang), prices }
      const bytes = await written(options.redact === true ? redacted(told) : told, options.format, lang)
      put(bytes, options, lang)
    })
}

function caseFor(state: string, id: string | undefined, lang: Lang): ReportCase {
  const found = inWords(lang, () => keptForReport(state, id))
  if (found === undefined)
    throw new UserError(
      id === undefined ? `no incident is kept in ${state}: run "davylamp scan" first` : `there is no case or incident "${id}" in ${state}`,
    )
  const { kept, view } = found
  const { yields } = loadIntel(ownIntel(state), rawRules())
  return { ...kept, tool: `davylamp ${version}`, nextLook: view === undefined ? undefined : nextLookFor(view), yields }
}

/** Undefined when none were given: then our own ranges count. */
function pricesOf({ coreHour, kwh, currency = assumedPrices.currency }: Given): Prices | undefined {
  if (!/^[A-Z]{3}$/.test(currency)) throw new UserError(`--currency is three capital letters, as in EUR, not "${currency}"`)
  if (coreHour === undefined && kwh === undefined) {
    if (currency === assumedPrices.currency) return undefined
    throw new UserError(`our prices are in ${assumedPrices.currency}: give --core-hour or --kwh in ${currency}`)
  }
  return { currency, coreHour: priceOf(coreHour, '--core-hour'), kwh: priceOf(kwh, '--kwh'), own: true }
}

function priceOf(given: string | undefined, option: string): Prices['kwh'] {
  if (given === undefined) return undefined
  const price = /^\d{1,9}(?:\.\d{1,9})?$/.test(given) ? Number(given) : 0
  if (price <= 0) throw new UserError(`${option} is a price above zero, as in 0.05, not "${given}"`)
  return { low: price, high: price }
}

async function written(told: ReportCase, name: string, lang: Lang): Promise<string | Uint8Array> {
  const format = reportFormats.find(f => f.id === (name === printed ? 'html' : name))!
  if (format.needs !== undefined && told[format.needs] === undefined)
    throw new UserError(`${name} tells of the ${format.needs}, and there is none yet: run "davylamp ${format.needs}" first`)
  const rendered = await format.render(told, { lang, rasterise: pngOf })
  return name === printed ? pdfOf(String(rendered), told.at) : rendered
}

function put(bytes: string | Uint8Array, { output, format }: Given, lang: Lang): void {
  if (output === undefined) {
    if (typeof bytes !== 'string' && process.stdout.isTTY) throw new UserError(`${format} is no text: give a file with -o`)
    if (typeof bytes === 'string') writeAll(bytes)
    else process.stdout.write(bytes)
    return
  }
  if (output === '') throw new UserError('-o wants the name of a file')
  inWords(lang, () => writeTo(output, typeof bytes === 'string' ? Buffer.from(bytes) : bytes))
}

/** A file that is there already is replaced whole or not at all, and is nobody else's to read; what is no file (a pipe, a link to one) is written to as it is. */
function writeTo(path: string, bytes: Uint8Array): void {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false })
    if (there === undefined || there.isFile()) writeWhole(path, fd => void writeBytes(fd, bytes))
    else writeFileSync(path, bytes)
  } catch (error) {
    throw storeError(path, error)
  }
}
