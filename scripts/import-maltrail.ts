// Makes rules/pools/maltrail-*.txt from a folder of Maltrail's static trails: node scripts/import-maltrail.ts FOLDER DATE COMMIT
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Indicators } from '../src/intel/indicators.ts'
import { SharedInfrastructure } from '../src/intel/shared-infrastructure.ts'
import { lineFeed } from '../src/parse/feeds/lines.ts'

const [folder = '', date = '', commit = ''] = process.argv.slice(2)
const rules = fileURLToPath(new URL('../rules/', import.meta.url))
const shared = new SharedInfrastructure(readFileSync(`${rules}allow/shared-infrastructure.txt`, 'utf8'))

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
  const seen = new Indicators(shared)
  const out = [
    `# Derived from Maltrail (https://github.com/stamparm/maltrail), commit ${commit}, ${date}.`,
    '# Copyright (c) 2014-2026 Maltrail developers. MIT License; its full text is in rules/NOTICE.md.',
    '# Left out: URLs with a path, file names, and hosts that innocents share (src/intel/shared-infrastructure.ts says by which rule).',
    `#: kind ${kind}`,
    '#: source Maltrail',
    `#: date ${date}`,
  ]
  let kept = 0
  let dropped = 0
  for (const name of names) {
    const family = kind === 'malware' ? familyOf(name) : ''
    out.push('', `# ${name}`, `#: family ${family}`.trimEnd())
    let reference = ''
    for (const entry of lineFeed(readFileSync(`${folder}/${name}`, 'utf8'))) {
      const value = entry.port === undefined ? entry.host : `${entry.host}:${entry.port}`
      if (seen.lookup(entry.host, entry.port)?.value === value) continue
      if (!seen.add(entry, { value, kind: 'pool', source: '' })) {
        dropped++
        continue
      }
      if (entry.reference !== reference) {
        reference = entry.reference
        out.push(`#: reference ${reference}`.trimEnd())
      }
      out.push(value)
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
