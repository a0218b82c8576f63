// npm run catalogue: docs/catalogue, written from the modules themselves. With --check it only says whether the files are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectors } from '../src/collect/index.ts'
import type { About } from '../src/core/module.ts'
import { detectors } from '../src/detect/index.ts'
import { persistence } from '../src/persistence/index.ts'

const pages: Readonly<Record<string, readonly About[]>> = { collectors, persistence, detectors }
const folder = join(import.meta.dirname, '..', 'docs', 'catalogue')
const cell = (text: string): string => text.replaceAll('|', '\\|')

function page(title: string, modules: readonly About[]): string {
  const rows = modules.map(
    m => `| \`${m.id}\` | ${cell(m.summary.en)} | ${cell(m.summary.zh)} | ${m.techniques.join(' ')} | ${cell(m.references.join(' · '))} |`,
  )
  return `# ${title}\n\nGenerated from the modules by \`npm run catalogue\`: ${modules.length} of them.\n\n| id | what | 说明 | ATT&CK | references |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`
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
