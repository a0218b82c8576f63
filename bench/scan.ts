// A whole live scan of this machine beside unhide and lynis in one run. Usage: bench/scan.ts [runs]
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Measured, measure, median } from './measure.ts'

const runs = Number(process.argv[2] ?? 3)
const main = join(import.meta.dirname, '..', 'bin', 'davylamp')
const state = mkdtempSync(join(tmpdir(), 'davylamp-bench-'))
const peers: Readonly<Record<string, readonly string[]>> = {
  davylamp: [main, 'scan', '--json', '--state', state],
  'unhide quick': ['unhide', 'quick'],
  'unhide proc': ['unhide', 'proc'],
  lynis: ['lynis', 'audit', 'system', '--quick', '--no-colors', '--no-log'],
}
const longest = 400

const results = new Map<string, Measured[]>()
for (let run = 0; run < runs; run++) {
  for (const [name, command] of Object.entries(peers)) {
    const measured = await measure(command, longest)
    results.set(name, [...(results.get(name) ?? []), measured])
    process.stderr.write(`${run + 1}/${runs} ${name}: ${measured.wall.toFixed(2)} s\n`)
  }
}
rmSync(state, { recursive: true, force: true })

const processes = readdirSync('/proc').filter(name => /^\d+$/.test(name)).length
process.stdout.write(
  `${cpus().length} cores, ${processes} processes, ${runs} runs, medians\n\n| | wall s | CPU s | peak MiB | wall × davylamp |\n| --- | --- | --- | --- | --- |\n`,
)
const base = median(results.get('davylamp')?.map(m => m.wall) ?? [])
for (const [name, all] of results) {
  const wall = median(all.map(m => m.wall))
  const cells = [
    wall.toFixed(2),
    median(all.map(m => m.cpu)).toFixed(2),
    (median(all.map(m => m.peak)) / 2 ** 20).toFixed(0),
    (wall / base).toFixed(1),
  ]
  process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`)
}
