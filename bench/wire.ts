// davylamp pcap beside ndpiReader and tshark on one large capture, in one run, by turns. Usage: bench/wire.ts CAPTURES… [--runs N] [--gigabytes N] [--scratch DIR] [--no-tshark]
import { spawnSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Measured, measure, median } from './measure.ts'
import { makeCapture } from './wire-capture.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    gigabytes: { type: 'string', default: '1' },
    scratch: { type: 'string', default: join(tmpdir(), 'davylamp-bench') },
    'no-tshark': { type: 'boolean', default: false },
  },
})
mkdirSync(values.scratch, { recursive: true })
const capture = join(values.scratch, 'wire.pcap')
const made = await makeCapture(positionals, capture, Number(values.gigabytes) * 1e9)
const [smallest = ''] = positionals.toSorted((a, b) => statSync(a).size - statSync(b).size)

/** As its users start it. */
const lamp = [join(import.meta.dirname, '..', 'bin', 'davylamp'), 'pcap', '--json']
const words =
  'tcp contains "mining.subscribe" or tcp contains "mining.authorize" or tcp contains "\\"login\\"" or tcp contains "eth_submitLogin"'
const all: Readonly<Record<string, readonly string[]>> = {
  davylamp: [...lamp, capture],
  'davylamp --threads 2': [...lamp, '--threads', '2', capture],
  'davylamp, starting alone': [...lamp, smallest],
  ndpiReader: ['ndpiReader', '-q', '-i', capture],
  ...(values['no-tshark'] ? {} : { 'tshark -Y': ['tshark', '-n', '-r', capture, '-Y', words] }),
}
const isHere = (command: string): boolean => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', command]).status === 0
const peers = Object.entries(all).filter(([, [command = '']]) => isHere(command))
for (const name of Object.keys(all)) if (!peers.some(([peer]) => peer === name)) process.stdout.write(`${name}: not installed here\n`)

const results = new Map<string, Measured[]>()
for (let run = 0; run < Number(values.runs); run++) {
  for (const [name, command] of peers) {
    const measured = await measure(command, 900)
    results.set(name, [...(results.get(name) ?? []), measured])
    process.stderr.write(`${run + 1}/${values.runs} ${name}: ${measured.cpu.toFixed(2)} s CPU\n`)
  }
}

const { size } = statSync(capture)
process.stdout.write(
  `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; ${made.packets} packets, ${(size / 1e9).toFixed(2)} GB, new flows every ${made.round} packets; ${values.runs} runs by turns, medians\n\n` +
    '| | CPU s | kpps of CPU | MB/s of CPU | wall s | peak MiB |\n| --- | --- | --- | --- | --- | --- |\n',
)
const cpuOf = (name: string): number => median((results.get(name) ?? []).map(m => m.cpu))
for (const [name, measured] of results) {
  const cpu = cpuOf(name)
  const isWhole = !name.endsWith('alone')
  const cells = [
    cpu.toFixed(2),
    isWhole ? (made.packets / cpu / 1000).toFixed(0) : '',
    isWhole ? (size / cpu / 1e6).toFixed(0) : '',
    median(measured.map(m => m.wall)).toFixed(2),
    (median(measured.map(m => m.peak)) / 2 ** 20).toFixed(0),
  ]
  process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`)
}
if (results.has('ndpiReader'))
  process.stdout.write(`\nndpiReader needs ${(cpuOf('ndpiReader') / cpuOf('davylamp')).toFixed(2)} times the CPU time of davylamp.\n`)
process.stdout.write('\nThe engine alone, warm, each line on top of those before it (CPU):\n')
spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'wire-stages.ts'), capture], {
  stdio: ['ignore', 'inherit', 'inherit'],
})
