// davylamp pcap beside ndpiReader and tshark on one large capture, in one run. Usage: bench/wire.ts CAPTURES… [--runs N] [--gigabytes N] [--scratch DIR] [--no-tshark]
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Measured, measure, median } from './measure.ts'
import { makeCapture } from './wire-capture.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    gigabytes: { type: 'string', default: '1' },
    scratch: { type: 'string', default: join(tmpdir(), 'davylamp-bench') },
    'no-tshark': { type: 'boolean', default: false },
  },
})
mkdirSync(values.scratch, { recursive: true })
const capture = join(values.scratch, 'wire.pcap')
const made = await makeCapture(positionals, capture, Number(values.gigabytes) * 1e9)

const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')
const words =
  'tcp contains "mining.subscribe" or tcp contains "mining.authorize" or tcp contains "\\"login\\"" or tcp contains "eth_submitLogin"'
const peers: Readonly<Record<string, readonly string[]>> = {
  davylamp: [process.execPath, '--disable-warning=ExperimentalWarning', main, 'pcap', '--json', capture],
  ndpiReader: ['ndpiReader', '-q', '-i', capture],
  ...(values['no-tshark'] ? {} : { 'tshark -Y': ['tshark', '-n', '-r', capture, '-Y', words] }),
}

const results = new Map<string, Measured[]>()
for (let run = 0; run < Number(values.runs); run++) {
  for (const [name, command] of Object.entries(peers)) {
    const measured = await measure(command, 900)
    results.set(name, [...(results.get(name) ?? []), measured])
    process.stderr.write(`${run + 1}/${values.runs} ${name}: ${measured.cpu.toFixed(2)} s CPU\n`)
  }
}

const size = existsSync(capture) ? statSync(capture).size : 0
process.stdout.write(
  `${cpus().length} cores; ${made.packets} packets, ${(size / 1e9).toFixed(2)} GB, new flows every ${made.round} packets; ${values.runs} runs, medians\n\n` +
    '| | CPU s | kpps of CPU | MB/s of CPU | wall s | peak MiB |\n| --- | --- | --- | --- | --- | --- |\n',
)
for (const [name, all] of results) {
  const cpu = median(all.map(m => m.cpu))
  const cells = [
    cpu.toFixed(2),
    (made.packets / cpu / 1000).toFixed(0),
    (size / cpu / 1e6).toFixed(0),
    median(all.map(m => m.wall)).toFixed(2),
    (median(all.map(m => m.peak)) / 2 ** 20).toFixed(0),
  ]
  process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`)
}
