// Makes rules/pools/maltrail-*.txt from a folder of Maltrail's static trails: node scripts/import-maltrail.ts FOLDER DATE COMMIT
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Indicators } from '../src/intel/indicators.ts'
import { packagedLists } from '../src/intel/lists.ts'
import { indicatorsOf } from '../src/intel/load.ts'
import { noOrigin } from '../src/intel/origin.ts'
import { entryText } from '../src/parse/feeds/entry.ts'
import { readFeed } from '../src/parse/feeds/feed.ts'

const [folder = '', date = '', commit = ''] = process.argv.slice(2)
const rules = fileURLToPath(new URL('../rules/', import.meta.url))
const { shared } = indicatorsOf(
  packagedLists().filter(list => list.shared),
  '',
)

const families: Readonly<Record<string, string>> = {
  h2miner: 'kinsing',
  m8220: '8220',
  sysrvhello: 'sysrv',
  generic: '',
  coinminer: '',
  osx_coinminer: '',
}

function familyOf(name: string): string {
  const stem = name
    .replace(/\.txt$/, '')
    .replace(/^elf_/, '')
    .replace(/_miner$/, '')
  return families[stem] ?? stem
}

function write(target: string, kind: string, names: readonly string[]): void {
  const seen = new Indicators()
  const out = [
    `# Derived from Maltrail (https://github.com/stamparm/maltrail), commit ${commit}, ${date}.`,
    '# Copyright (c) 2014-2026 Maltrail developers. MIT License; its full text is in rules/NOTICE.md.',
    '# Left out: URLs with a path, file names, and hosts that innocents share (src/intel/shared-infrastructure.ts says by which rule).',
    `#: kind ${kind}`,
    '#: source Maltrail',
    `#: date ${date}`,
  ]
  let reference = ''
  let kept = 0
  let dropped = 0
  for (const name of names) {
    const family = kind === 'malware' ? familyOf(name) : ''
    out.push('', `# ${name}`, `#: family ${family}`.trimEnd())
    for (const entry of readFeed(readFileSync(`${folder}/${name}`, 'utf8')).entries) {
      if (entry.type === 'url') continue
      if (shared.covers(entry) !== undefined) dropped++
      if (shared.covers(entry) !== undefined || !seen.add(entry, noOrigin)) continue
      if (entry.reference !== reference) {
        reference = entry.reference
        out.push(`#: reference ${reference}`.trimEnd())
      }
      out.push(entryText(entry))
      kept++
    }
  }
  writeFileSync(`${rules}pools/${target}`, `${out.join('\n')}\n`)
  process.stdout.write(`${target}: ${kept} kept, ${dropped} left out as shared\n`)
}

const names = readdirSync(folder)
  .filter(name => name.endsWith('.txt'))
  .sort()
write('maltrail-pools.txt', 'pool', ['crypto_mining.txt'])
write(
  'maltrail-malware.txt',
  'malware',
  names.filter(name => name !== 'crypto_mining.txt'),
)
