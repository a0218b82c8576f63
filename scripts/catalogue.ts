// npm run catalogue: docs/catalogue, written from the modules themselves. With --check it only says whether the files are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectors } from '../src/collect/index.ts'
import { containment } from '../src/contain/index.ts'
import type { Action } from '../src/core/action.ts'
import type { LogFormat } from '../src/core/log-format.ts'
import type { About } from '../src/core/module.ts'
import { detectors } from '../src/detect/index.ts'
import { eradication } from '../src/eradicate/index.ts'
import { hardening } from '../src/harden/index.ts'
import { logFormats } from '../src/parse/logs/index.ts'
import { persistence } from '../src/persistence/index.ts'
import { recovery } from '../src/recover/index.ts'
import { dissectors } from '../src/wire/dissectors/index.ts'
import { watchers } from '../src/wire/watchers/index.ts'

const actions: readonly Action[] = [...containment, ...eradication, ...recovery, ...hardening]
const pages: Readonly<Record<string, readonly About[]>> = {
  collectors,
  persistence,
  detectors,
  actions,
  protocols: [...dissectors, ...watchers],
  logs: logFormats,
}
const folder = join(import.meta.dirname, '..', 'docs', 'catalogue')
/** Kinds of logs may lie at many places. */
const shownPaths = 4
const cell = (text: string): string => text.replaceAll('|', '\\|')

type Columns = readonly (readonly [head: string, of: (m: About) => string])[]

function page(title: string, modules: readonly About[]): string {
  const action = (m: About): Action | undefined => actions.find(a => a === m)
  const log = (m: About): LogFormat | undefined => logFormats.find(format => format === m)
  const ofActions: Columns = [
    ['stage', m => action(m)?.stage ?? ''],
    ['counters with', m => action(m)?.counters.join(' ') ?? ''],
  ]
  const ofLogs: Columns = [
    ['witness of', m => log(m)?.source ?? ''],
    [
      'where',
      m =>
        cell(
          (log(m)?.paths ?? [])
            .slice(0, shownPaths)
            .map(path => `\`${path}\``)
            .join(' ') + ((log(m)?.paths.length ?? 0) > shownPaths ? ' …' : ''),
        ),
    ],
  ]
  const columns: Columns = [
    ['id', m => `\`${m.id}\``],
    ['what', m => cell(m.summary.en)],
    ['说明', m => cell(m.summary.zh)],
    ...(title === 'actions' ? ofActions : title === 'logs' ? ofLogs : []),
    ['ATT&CK', m => m.techniques.join(' ')],
    ['references', m => cell(m.references.join(' · '))],
  ]
  const rows = modules.map(m => `| ${columns.map(([, of]) => of(m)).join(' | ')} |`)
  const head = `| ${columns.map(([name]) => name).join(' | ')} |\n|${' --- |'.repeat(columns.length)}`
  return `# ${title}\n\nGenerated from the modules by \`npm run catalogue\`: ${modules.length} of them.\n\n${head}\n${rows.join('\n')}\n`
}

mkdirSync(folder, { recursive: true })
for (const [title, modules] of Object.entries(pages)) {
  const file = join(folder, `${title}.md`)
  const text = page(title, modules)
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (readFileSync(file, { encoding: 'utf8', flag: 'a+' }) !== text) {
    process.stderr.write(`docs/catalogue/${title}.md is out of date: run npm run catalogue\n`)
    process.exitCode = 1
  }
}
