// Reading logs: davylamp trace beside fail2ban-regex and journalctl, in one run. Usage: bench/trace.ts [--runs N] [--gigabytes N] [--share N] [--scratch DIR]
// Slower peers get the first --share (default 0.05) of the same file; what counts is lines per second.
import { execFileSync, spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { type Measured, measure, median } from './measure.ts'
import { makeAccessLog, makeAuthLog } from './trace-logs.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    gigabytes: { type: 'string', default: '1' },
    share: { type: 'string', default: '0.05' },
    scratch: { type: 'string', default: tmpdir() },
  },
})
mkdirSync(values.scratch, { recursive: true })
const scratch = mkdtempSync(join(values.scratch, 'davylamp-logs-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const whole = Number(values.gigabytes) * 1e9
const longest = 1800
const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')
const davylamp = (folder: string): readonly string[] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  main,
  ...['trace', '--json', '--zone', 'UTC', '--state', join(scratch, 'state'), '--logs', folder],
]

interface Case {
  readonly name: string
  readonly command: readonly string[]
  readonly lines: number
  readonly bytes: number
}

function folder(name: string): string {
  const path = join(scratch, name)
  mkdirSync(path)
  return path
}

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

/** Lines of sshd as entries of a journal, made by systemd's own writer. */
async function journalOf(log: string, target: string): Promise<void> {
  const writer = '/lib/systemd/systemd-journal-remote'
  const exported = join(scratch, 'export')
  const entries = async function* (): AsyncGenerator<string> {
    for await (const line of createInterface({ input: createReadStream(log) })) {
      const [, time = '', pid = '', text = ''] = /^(\S+) \S+ sshd\[(\d+)\]: (.*)$/.exec(line) ?? []
      const at = Date.parse(time) * 1000
      yield `__REALTIME_TIMESTAMP=${at}\n__MONOTONIC_TIMESTAMP=${at % 1e12}\n_BOOT_ID=5b1f3ad1c0de4d4b8c5e7f6a9b0c1d2e\n_TRANSPORT=syslog\nPRIORITY=6\nSYSLOG_FACILITY=4\nSYSLOG_IDENTIFIER=sshd\n_COMM=sshd\n_UID=0\n_PID=${pid}\nMESSAGE=${text}\n\n`
    }
  }
  await pipeline(entries, createWriteStream(exported))
  execFileSync(writer, ['-o', target, exported], { stdio: 'ignore' })
  rmSync(exported)
}

async function cases(): Promise<readonly Case[]> {
  const found: Case[] = []
  const share = whole * Number(values.share)
  for (const [kind, make, filter] of [
    ['auth.log', makeAuthLog, 'sshd'],
    ['access.log', makeAccessLog, 'nginx-botsearch'],
  ] as const) {
    const large = folder(kind)
    found.push({ name: `davylamp, ${kind}`, command: davylamp(large), ...make(join(large, kind), whole) })
    const small = join(folder(`${kind}-share`), kind)
    const made = make(small, share)
    if (has('fail2ban-regex')) found.push({ name: `fail2ban-regex ${filter}`, command: ['fail2ban-regex', small, filter], ...made })
  }
  if (existsSync('/lib/systemd/systemd-journal-remote')) {
    const place = folder('journal')
    const log = join(scratch, 'auth.log-share', 'auth.log')
    const { lines } = makeAuthLog(log, share)
    const journal = join(place, 'system.journal')
    await journalOf(log, journal)
    const bytes = statSync(journal).size
    found.push({ name: 'davylamp, journal', command: davylamp(place), lines, bytes })
    found.push({ name: 'journalctl --grep', command: ['journalctl', '--file', journal, '-q', '--grep', 'Accepted|Failed'], lines, bytes })
    found.push({ name: 'journalctl -o json', command: ['journalctl', '--file', journal, '-q', '-o', 'json'], lines, bytes })
  }
  return found
}

const all = await cases()
const results = new Map<string, Measured[]>()
for (let run = 0; run < Number(values.runs); run++) {
  for (const { name, command } of all) {
    const measured = await measure(command, longest)
    results.set(name, [...(results.get(name) ?? []), measured])
    process.stderr.write(`${run + 1}/${values.runs} ${name}: ${measured.wall.toFixed(2)} s, exit ${measured.code}\n`)
  }
}
for (const program of ['fail2ban-regex', 'journalctl']) if (!has(program)) process.stdout.write(`${program} is not installed: left out\n`)
process.stdout.write(
  `${cpus().length} cores, ${values.runs} runs, medians\n\n| | MB | lines | wall s | CPU s | lines/s | MB/s | peak MiB |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n`,
)
for (const { name, lines, bytes } of all) {
  const own = results.get(name) ?? []
  const wall = median(own.map(m => m.wall))
  const cells = [
    (bytes / 1e6).toFixed(0),
    `${lines}`,
    wall.toFixed(2),
    median(own.map(m => m.cpu)).toFixed(2),
    (lines / wall).toFixed(0),
    (bytes / 1e6 / wall).toFixed(1),
    (median(own.map(m => m.peak)) / 2 ** 20).toFixed(0),
  ]
  process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`)
}
