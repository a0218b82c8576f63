// The law of the tree, checked on the source itself: who may import whom, every module registered, tested and described.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, test } from 'node:test'
import { collectors } from '../src/collect/index.ts'
import { containment } from '../src/contain/index.ts'
import type { About } from '../src/core/module.ts'
import { detectors } from '../src/detect/index.ts'
import { eradication } from '../src/eradicate/index.ts'
import { hardening } from '../src/harden/index.ts'
import { logFormats } from '../src/parse/logs/index.ts'
import { persistence } from '../src/persistence/index.ts'
import { recovery } from '../src/recover/index.ts'
import { dissectors } from '../src/wire/dissectors/index.ts'
import { watchers } from '../src/wire/watchers/index.ts'

const root = join(import.meta.dirname, '..')
const sources = globSync('src/**/*.ts', { cwd: root }).filter(path => !path.endsWith('.test.ts'))
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')
const importsOf = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'|^import '([^']+)'/gm)].map(m => m[1] ?? m[2] ?? '')

/** Folder of src to the folders it may import from; node: and npm packages by name. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  parse: ['core', '@noble', '@scure', 'node:zlib'],
  collect: ['core', 'parse'],
  persistence: ['core', 'parse'],
  detect: ['core', 'parse'],
  contain: ['core', 'parse', 'persistence'],
  eradicate: ['core', 'parse', 'persistence'],
  recover: ['core', 'parse', 'persistence'],
  harden: ['core', 'parse', 'contain'],
  intel: ['core', 'parse', 'node:', 'tldts'],
  host: ['core', 'parse', 'node:'],
  store: ['core', 'parse', 'node:'],
  wire: ['core', 'parse', 'node:'],
  case: ['core'],
  trace: ['core', 'parse'],
  report: ['core', '@noble', 'docx', 'fflate'],
  cli: [
    'core',
    'parse',
    'collect',
    'persistence',
    'detect',
    'contain',
    'eradicate',
    'recover',
    'harden',
    'intel',
    'host',
    'store',
    'wire',
    'case',
    'trace',
    'report',
    'node:',
    'commander',
  ],
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier)).split('/')[1] ?? ''
  // Bytes to bytes and nothing else: as pure as a library.
  if (specifier === 'node:zlib' && file.startsWith('src/parse/')) return specifier
  if (specifier.startsWith('node:')) return 'node:'
  return specifier.startsWith('@') ? (specifier.split('/')[0] ?? '') : (specifier.split('/')[0] ?? '')
}

describe('the import table', () => {
  for (const file of sources) {
    const folder = file.split('/')[1] ?? ''
    const allow = allowed[folder]
    test(file, () => {
      assert.ok(allow !== undefined, `src/${folder} is not in the import table`)
      for (const specifier of importsOf(textOf(file))) {
        const target = targetOf(file, specifier)
        assert.ok(target === folder || allow.includes(target), `${file} imports ${specifier}`)
      }
    })
  }
})

describe('every source file', () => {
  for (const file of sources) {
    test(file, () => {
      const text = textOf(file)
      assert.match(text, /^\/\/ \S.{10,}/, 'its first line says what it is')
      assert.doesNotMatch(text, /^export default/m)
      assert.doesNotMatch(text, /\b(TODO|FIXME|XXX)\b/)
      assert.ok(!/^(utils?|helpers?|common|types)\.ts$/.test(basename(file)), 'a name that says nothing')
      const lines = text.split('\n').length
      assert.ok(lines <= 400, `${lines} lines`)
    })
  }
})

const actions = [...containment, ...eradication, ...recovery, ...hardening]
const kinds: readonly (readonly [folder: string, contract: string, registered: readonly About[]])[] = [
  ['collect', 'Collector', collectors],
  ['persistence', 'Persistence', persistence],
  ['detect', 'Detector', detectors],
  ['contain', 'Action', containment],
  ['eradicate', 'Action', eradication],
  ['recover', 'Action', recovery],
  ['harden', 'Action', hardening],
  ['wire/dissectors', 'Dissector', dissectors],
  ['wire/watchers', 'FlowWatcher', watchers],
  ['parse/logs', '(?:LineFormat|BinaryFormat)', logFormats],
]

for (const [folder, contract, registered] of kinds) {
  describe(`modules of src/${folder}`, () => {
    const files = sources.filter(f => f.startsWith(`src/${folder}/`) && new RegExp(`export const \\w+: ${contract} =`).test(textOf(f)))
    const index = textOf(`src/${folder}/index.ts`)
    for (const file of files) {
      test(`${file} is registered and tested`, () => {
        const name = new RegExp(`export const (\\w+): ${contract} =`).exec(textOf(file))?.[1] ?? ''
        assert.match(index, new RegExp(`\\b${name}\\b[^'"]*,?\\s*\\]|\\b${name},`), `${name} is missing from src/${folder}/index.ts`)
        assert.ok(existsSync(join(root, file.replace(/\.ts$/, '.test.ts'))), 'has no test beside it')
      })
    }
    test('ids are unique, kebab-case and described in both languages', () => {
      assert.equal(new Set(registered.map(m => m.id)).size, registered.length)
      for (const { id, summary, techniques, references } of registered) {
        assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/)
        assert.match(summary.zh, /[\u4e00-\u9fff]/, id)
        assert.match(summary.en, /[a-z]{3}/, id)
        for (const technique of techniques) assert.match(technique, /^T\d{4}(\.\d{3})?$/, id)
        assert.ok(Array.isArray(references), id)
      }
    })
  })
}

test('no two actions share an id, and each says what it counters', () => {
  assert.equal(new Set(actions.map(a => a.id)).size, actions.length)
  for (const { id, counters } of actions) {
    assert.ok(counters.length > 0, id)
    for (const counter of counters) assert.match(counter, /^(?:D3-[A-Z]+|RA_?\d{4})$/, id)
  }
})

test('every test of an action undoes what it did, and refuses what has changed', () => {
  for (const folder of ['contain', 'eradicate', 'recover', 'harden']) {
    for (const file of sources.filter(f => f.startsWith(`src/${folder}/`) && /export const \w+: Action =/.test(textOf(f)))) {
      const text = textOf(file.replace(/\.ts$/, '.test.ts'))
      assert.match(text, /\bassertThereAndBack\(|\.undo\(/, `${file} is never undone`)
      assert.match(text, /\bassertRefused\(|isGap\(/, `${file} is never refused`)
    }
  }
})

test('every guard is registered', () => {
  const index = textOf('src/case/guards/index.ts')
  for (const file of sources.filter(f => f.startsWith('src/case/guards/') && /export const \w+: Guard =/.test(textOf(f)))) {
    const name = /export const (\w+): Guard =/.exec(textOf(file))?.[1] ?? ''
    assert.match(index, new RegExp(`\\b${name},`), `${name} is missing`)
  }
})

test('every test of a detector has a hit and a near miss', () => {
  for (const file of globSync('src/detect/*.test.ts', { cwd: root })) {
    const text = textOf(file)
    assert.match(text, /hit/i, `${file} has no hit`)
    assert.match(text, /near.?miss|innocent|quiet/i, `${file} has no near miss`)
  }
})

test('the index files only list', () => {
  for (const file of sources.filter(f => basename(f) === 'index.ts')) assert.doesNotMatch(textOf(file), /\bfunction\b|=>/, file)
})
