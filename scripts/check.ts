// All gates side by side: types, style, dead code, conventions and unit tests. Prints a failed gate's output, and one line each.
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptCompiled } from '../lab/places.ts'
import { ownScratch, removeScratch } from './scratch.ts'

const run = process.execPath
const scratch = ownScratch(process.pid)
const bin = (name: string): string => `node_modules/${name}`
const tests = globSync(['src/**/*.test.ts', 'rules/**/*.test.ts', 'test/growth.test.ts', 'lab/**/*.test.ts']).sort()
/** Tests that measure have a process of their own: collecting the garbage that others leave would be measured with it. */
const measuring = tests.filter(file => readFileSync(file, 'utf8').includes('assertGrowsLinearly'))
const others = tests.filter(file => !measuring.includes(file))
/** The others run in one process for each core that a small machine has. */
const unitTests: readonly (readonly [name: string, files: readonly string[]])[] = [
  ['unit tests, half 1', others.filter((_, i) => i % 2 === 0)],
  ['unit tests, half 2', others.filter((_, i) => i % 2 === 1)],
  ['unit tests that measure', measuring],
]
const gates: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['types', ['node_modules/.bin/tsc', '-p', '.']],
  ['style', ['node_modules/.bin/biome', 'check', '--error-on-warnings', '.']],
  ['dead code', [run, bin('knip/bin/knip.js'), '--no-progress']],
  ['catalogue', [run, 'scripts/catalogue.ts', '--check']],
  ['conventions', [run, '--test', '--test-isolation=none', 'test/conventions.test.ts']],
  ...unitTests.map(([name, files]): readonly [string, readonly string[]] => [
    name,
    [run, '--disable-warning=ExperimentalWarning', '--test', '--test-isolation=none', ...files],
  ]),
]

interface Outcome {
  readonly name: string
  readonly code: number
  readonly output: string
  readonly seconds: number
}

function start(name: string, [command, ...args]: readonly string[]): Promise<Outcome> {
  const began = performance.now()
  return new Promise(resolve => {
    // What wants a network of its own takes as long as all the rest: it runs with the end-to-end tests.
    const env = {
      ...process.env,
      FORCE_COLOR: '0',
      DAVYLAMP_TEST_QUICK: '1',
      TMPDIR: scratch,
      ...keptCompiled(join(import.meta.dirname, '..')),
    }
    const child = spawn(command ?? '', args, { stdio: ['ignore', 'pipe', 'pipe'], env })
    let output = ''
    const add = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    child.stdout.on('data', add)
    child.stderr.on('data', add)
    child.on('error', error => resolve({ name, code: 1, output: String(error), seconds: 0 }))
    child.on('close', code => resolve({ name, code: code ?? 1, output, seconds: (performance.now() - began) / 1000 }))
  })
}

const outcomes = await Promise.all(
  gates.map(async ([name, command]) => {
    const outcome = await start(name, command)
    if (outcome.code !== 0) process.stdout.write(`\n── ${name} ──\n${outcome.output}\n`)
    return outcome
  }),
)
for (const { name, code, seconds, output } of outcomes) {
  const counts = /^ℹ pass (\d+)/m.exec(output)
  process.stdout.write(`${code === 0 ? '✔' : '✖'} ${name} (${seconds.toFixed(1)} s${counts === null ? '' : `, ${counts[1]} passed`})\n`)
}
if (scratch.endsWith(`-${process.pid}`)) removeScratch(scratch)
process.exitCode = outcomes.every(o => o.code === 0) ? 0 : 1
