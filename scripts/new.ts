// npm run new <kind> <name>: a module with its test, registered in its index, that compiles and whose test fails until it is written.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Template {
  readonly folder: string
  readonly source: (id: string, name: string) => string
  readonly test: (id: string, name: string) => string
}

const about = (id: string): string => `  id: '${id}',
  summary: { zh: '中文说明', en: 'what it is' },
  techniques: [],
  references: [],`

const templates: Readonly<Record<string, Template>> = {
  persistence: {
    folder: 'persistence',
    source: (id, name) => `// One sentence: what this kind is and where it lives.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

export const ${name}: Persistence = {
${about(id)}
  platform: 'linux',
  *list(host) {
    yield* wholeFilesIn(host, places(['/etc/${id}/*']), { kind: this.id, trigger: 'boot' })
  },
  disarm: disarmEntry,
}
`,
    test: (id, name) => `import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertExactDisarm, autostartsOf } from '../../test/autostarts.ts'
import { ${name} } from './${id}.ts'

test('lists what a real file holds', () => {
  const entries = autostartsOf(${name}, { '/etc/${id}/a': 'a real example' })
  assert.deepEqual(
    entries.map(e => e.command),
    ['the command it runs'],
  )
})

test('disarming one entry leaves every other byte of any file', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => assertExactDisarm(${name}, '/etc/${id}/a', bytes)))
})
`,
  },
  detector: {
    folder: 'detect',
    source: (id, name) => `// One sentence: the one idea of this detector.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'

export const ${name}: Detector = {
${about(id)}
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      if (process.name !== '${id}') continue
      yield say(this, {
        title: { zh: \`进程 \${process.pid} …\`, en: \`process \${process.pid} …\` },
        about: [process.id],
        evidence: [evidence('proc', \`/proc/\${process.pid}/cmdline\`, process.argv.join(' '))],
        severity: 'low',
        confidence: 0.3,
        class: 'provenance',
        signal: 'context',
        why: { zh: '为什么可疑。', en: 'Why this matters.' },
      })
    }
  },
}
`,
    test: (id, name) => `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { ${name} } from './${id}.ts'

const detect = (given: Parameters<typeof processOf>[0]) => [...${name}.detect(factsOf({ processes: [processOf(given)] }), noIntel, new Set())]

test('hit: what it is for', () => {
  assert.equal(detect({ pid: 1, name: 'a real example' }).length, 1)
})

test('near miss: an innocent that looks like it', () => {
  assert.equal(detect({ pid: 1, name: 'innocent' }).length, 0)
})
`,
  },
  collector: {
    folder: 'collect',
    source: (id, name) => `// One sentence: what is collected, from where.
import type { Collector } from '../core/collector.ts'
import { isGap } from '../core/gap.ts'

export const ${name}: Collector = {
${about(id)}
  gives: [],
  needs: [],
  *collect(host) {
    const content = host.files.read('/etc/${id}')
    if (isGap(content) && content.why !== 'absent') yield content
  },
}
`,
    test: (id, name) => `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { memoryHost } from '../host/memory.ts'
import { ${name} } from './${id}.ts'

test('gives the rows of a real file', () => {
  const rows = [...${name}.collect(memoryHost({ '/etc/${id}': 'a real example' }), factsOf(), new Set())]
  assert.equal(rows.length, 1)
})
`,
  },
  action: {
    folder: 'eradicate',
    source: (id, name) => `// One sentence: what it changes, and how that is taken back.
import type { Action } from '../core/action.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import { applyChanges, captured, changesAsUndo, undoChanges } from '../core/file-change.ts'
import { gap, isGap } from '../core/gap.ts'
import { editOf } from './edit.ts'

/** Detail: \`path\`. \`before\`: sha256 of the file. */
export const ${name}: Action = {
${about(id)}
  counters: ['D3-FEV'],
  stage: 'disarm',
  prepare(step, scene) {
    const change = editOf(step, scene, String(step.detail['path'] ?? ''), before => bytesOf(textOf(before).replace('${id}', '')))
    return isGap(change) ? change : changesAsUndo([change])
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const path = String(step.detail['path'] ?? '')
    const found = captured(scene, path)
    if (found === undefined || isGap(found)) return found
    return textOf(found.bytes).includes('${id}') ? gap(path, 'tampered', 'stands there again') : undefined
  },
}
`,
    test: (id, name) => `import assert from 'node:assert/strict'
import { assertRefused, assertThereAndBack } from '../../test/actions.ts'
import { sha256Of, stepOf } from '../../test/control.ts'
import { onBoth } from '../../test/disk-host.ts'
import { ${name} } from './${id}.ts'

const path = '/etc/thing'
const step = stepOf({ action: '${id}', before: sha256Of('a real example'), detail: { path } })

onBoth('done, and taken back to the byte', hostOf => {
  const host = hostOf({ [path]: 'a real example' })
  assertThereAndBack(${name}, step, host, () => assert.notEqual(host.at(path), undefined))
})

onBoth('a file that changed since the plan was made is refused', hostOf => {
  assertRefused(${name}, step, hostOf({ [path]: 'other' }), 'tampered')
})
`,
  },
}

const lists: Readonly<Record<string, string>> = {
  persistence: 'persistence',
  detect: 'detectors',
  collect: 'collectors',
  eradicate: 'eradication',
}

function scaffold(kind: string | undefined, id: string | undefined): string {
  const template = kind === undefined ? undefined : templates[kind]
  if (template === undefined || id === undefined) return `usage: npm run new <${Object.keys(templates).join('|')}> <name-in-kebab-case>`
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return `"${id}" is not kebab-case`
  const root = join(import.meta.dirname, '..')
  const folder = join(root, 'src', template.folder)
  const file = join(folder, `${id}.ts`)
  if (existsSync(file)) return `src/${template.folder}/${id}.ts exists already`
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  writeFileSync(file, template.source(id, name))
  writeFileSync(join(folder, `${id}.test.ts`), template.test(id, name))
  const index = join(folder, 'index.ts')
  const list = new RegExp(`(export const ${lists[template.folder]}[^=]*= \\[)`)
  writeFileSync(
    index,
    readFileSync(index, 'utf8')
      .replace(/(\nimport [^\n]*\n)/, `$1import { ${name} } from './${id}.ts'\n`)
      .replace(list, `$1\n  ${name},`),
  )
  const made = [file, join(folder, `${id}.test.ts`), index]
  execFileSync(join(root, 'node_modules', '.bin', 'biome'), ['check', '--write', ...made], { stdio: 'ignore' })
  process.stdout.write(
    `src/${template.folder}/${id}.ts and its test, registered in src/${template.folder}/index.ts: now make the test true\n`,
  )
  return ''
}

const complaint = scaffold(process.argv[2], process.argv[3])
if (complaint !== '') {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 2
}
