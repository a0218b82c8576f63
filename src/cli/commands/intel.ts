// davylamp intel: what is known of pools and malware hosts: import, list, look up, export, forget. Nothing is fetched from the network.
import { Command, Option } from 'commander'
import { JournalError } from '../../core/journal.ts'
import { exportFormats } from '../../parse/feeds/write.ts'
import { defaultState, forgetSet, hasSet } from '../../store/state.ts'
import { type ExportOptions, exportFeed } from '../intel/export.ts'
import { type ImportOptions, importFeeds } from '../intel/import.ts'
import { lookUp, type ShowOptions, showLists } from '../intel/show.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { safe } from '../safe.ts'
import { UserError } from '../user-error.ts'

const stateOption = ['--state <dir>', 'where results are kept'] as const

export function intel(): Command {
  const command = new Command('intel')
    .description('what is known of pools and malware hosts: import, list, look up, export / 威胁情报:导入、列出、查询、导出')
    .helpCommand(false)
    .argument('[command]')
    .action((given: string | undefined) => {
      const words = ['import', 'list', 'lookup', 'export', 'forget'].join(', ')
      throw new UserError(given === undefined ? `give one of ${words}` : `there is no "intel ${safe(given)}": give one of ${words}`)
    })
  for (const sub of [importCommand(), listCommand(), lookupCommand(), exportCommand(), forgetCommand()])
    command.addCommand(
      sub
        .addOption(languageOption)
        .exitOverride()
        .configureOutput({ writeErr: () => {} }),
    )
  return command
}

function importCommand(): Command {
  return new Command('import')
    .description('read hosts files, lists, CIDR, maltrail text, MISP JSON, MISP warninglists or STIX 2.1 bundles / 导入情报')
    .argument('<file...>')
    .option('--name <name>', 'one set of this name for all files (default: one for each, named after the file)')
    .addOption(new Option('--kind <kind>', 'what it lists').choices(['pool', 'proxy', 'malware', 'shared']))
    .option('--expires <period>', '12h, 30d, 2w, or a date')
    .option('--licence <text>', 'the terms it may be used under, kept with it')
    .option(...stateOption)
    .option('--json', 'print as JSON')
    .action((files: string[], options: ImportOptions) => importFeeds(files, options))
}

function listCommand(): Command {
  return new Command('list')
    .description('every list, with its date, licence and size / 列出情报来源')
    .option(...stateOption)
    .option('--json', 'print as JSON')
    .allowExcessArguments(false)
    .action((options: ShowOptions) => showLists(options))
}

function lookupCommand(): Command {
  return new Command('lookup')
    .description('what is known of domains, addresses, URLs and digests, and whether it is decisive / 查询指标')
    .argument('<indicator...>')
    .option(...stateOption)
    .option('--json', 'print as JSON')
    .action((words: string[], options: ShowOptions) => lookUp(words, options))
}

function exportCommand(): Command {
  return new Command('export')
    .description('write all decisive indicators for other tools / 导出情报')
    .addOption(new Option('--format <format>', 'of the file').choices(exportFormats).default('plain'))
    .requiredOption('-o, --output <file>', 'where to write; - is standard output')
    .option('--name <name>', 'only this list')
    .option(...stateOption)
    .allowExcessArguments(false)
    .action((options: ExportOptions) => exportFeed(options))
}

function forgetCommand(): Command {
  return new Command('forget')
    .description('remove an imported set / 删除已导入的情报')
    .argument('<name>')
    .option(...stateOption)
    .allowExcessArguments(false)
    .action((name: string, options: { state?: string; lang?: string }) => forget(name, options))
}

function forget(name: string, options: { state?: string; lang?: string }): void {
  const lang = languageOf(options.lang)
  const say = sayer(lang)
  const state = options.state ?? defaultState()
  if (!/^[\w.-]+$/.test(name) || !hasSet(state, name))
    throw new UserError(
      say({
        zh: `没有导入过 "${safe(name)}":见 davylamp intel list`,
        en: `nothing was imported as "${safe(name)}": see davylamp intel list`,
      }),
    )
  try {
    forgetSet(state, name)
  } catch (error) {
    if (error instanceof JournalError) throw new UserError(error.said[lang])
    throw error
  }
  process.stdout.write(`${say({ zh: `已删除 ${name}`, en: `${name} is forgotten` })}\n`)
}
