// Innocent programs that work hard while this machine is scanned: nothing above "low" may be said.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '../src/core/finding.ts'
import type { ScanResult } from '../src/core/incident.ts'
import { run } from './command.ts'
import { keptCompiled, node, project } from './places.ts'

const folder = join(project, 'lab/controls')

/** Runs first: tells what is said of the machine itself. */
const idle = 'idle'

function controlNames(): string[] {
  const names = readdirSync(folder).filter(name => name.endsWith('.sh'))
  return names.map(name => name.slice(0, -3)).sort((a, b) => Number(b === idle) - Number(a === idle) || (a < b ? -1 : 1))
}

/** Programs a control needs and that are not installed, from its line "# needs: a b". */
function missingPrograms(name: string): string[] {
  const needs = /^# needs: (.*)$/m.exec(readFileSync(join(folder, `${name}.sh`), 'utf8'))?.[1]?.split(' ') ?? []
  const installed = new Set((process.env['PATH'] ?? '').split(':').flatMap(listed))
  return needs.filter(program => !installed.has(program))
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** $1 control, $2 work folder, $3 node, $4 seconds, $5 davylamp. It is PID 1 of its namespace, so its end ends the control too. */
const inside = `cd "$2"
bash "$1" "$2" "$3" >/dev/null 2>&1 &
sleep "$4"
kill -0 $! 2>/dev/null || { echo "the control ended early" >&2; exit 99; }
cd /
"$3" "$5" scan --json --state "$2/state"
exit $?`

/** Control and scan share a process namespace of their own, so that other work on this machine is not taken for the control; files are the machine's. */
async function loudFindings(name: string, seconds: number): Promise<readonly Finding[]> {
  const work = mkdtempSync(join(tmpdir(), 'control-'))
  const namespace = ['--pid', '--mount', '--fork', '--kill-child', '--mount-proc', '--']
  const control = [join(folder, `${name}.sh`), work, node, `${seconds}`, join(project, 'src/cli/main.ts')]
  try {
    const { stdout, stderr, status } = await run('unshare', [...namespace, 'bash', '-c', inside, 'control', ...control], {
      timeoutMs: 300_000,
      env: keptCompiled(project),
    })
    if (!stdout.startsWith('{')) throw new Error(`no result (status ${status}): ${stderr.slice(-400)}`)
    const { findings } = JSON.parse(stdout) as ScanResult
    return findings.filter(({ severity }) => severity !== 'info' && severity !== 'low')
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
}

function told({ severity, detector, title, evidence: [first] }: Finding): string {
  return `    ${severity} ${detector}: ${title.en}  [${first.locator}] ${JSON.stringify(first.excerpt.slice(0, 120))}`
}

/** All controls, one after another; true when none was accused and at least one ran. */
export async function runControls(names: readonly string[], seconds: number): Promise<boolean> {
  const known = new Set<string>()
  let ran = 0
  let failed = 0
  for (const name of names.length > 0 ? names : controlNames()) {
    const missing = missingPrograms(name)
    if (missing.length > 0) {
      process.stdout.write(`${name.padEnd(12)} skipped: ${missing.join(', ')} not installed\n`)
      continue
    }
    ran += 1
    try {
      const loud = (await loudFindings(name, seconds)).filter(({ id }) => !known.has(id))
      if (name === idle) for (const { id } of loud) known.add(id)
      if (loud.length > 0) failed += 1
      process.stdout.write([`${name.padEnd(12)} ${loud.length > 0 ? 'ACCUSED' : 'quiet'}`, ...loud.map(told), ''].join('\n'))
    } catch (error) {
      failed += 1
      process.stdout.write(`${name.padEnd(12)} FAILED ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  process.stdout.write(`${ran} controls ran, ${failed} failed or with findings above "low"\n`)
  return ran > 0 && failed === 0
}
