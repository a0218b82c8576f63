// Innocent programs that work hard while this machine is scanned: nothing above "low" may be said.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScanResult } from '../src/core/incident.ts'
import { run } from './command.ts'
import { node, project } from './places.ts'

const folder = join(project, 'lab/controls')

function controlNames(): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.sh'))
    .map(name => name.slice(0, -3))
    .sort()
}

/** Programs a control needs, from its line "# needs: a b". */
function missingPrograms(script: string): string[] {
  const needs = /^# needs: (.*)$/m.exec(script)?.[1]?.split(' ') ?? []
  const path = (process.env['PATH'] ?? '').split(':')
  return needs.filter(program => !path.some(directory => listed(directory).includes(program)))
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** One control: its script runs in a process group of its own, which is ended whole afterwards. Gives the lines to print, or undefined when skipped. */
async function control(name: string, seconds: number): Promise<{ readonly said: readonly string[]; readonly failed: boolean } | undefined> {
  const script = readFileSync(join(folder, `${name}.sh`), 'utf8')
  const missing = missingPrograms(script)
  if (missing.length > 0) {
    process.stdout.write(`${name.padEnd(14)} skipped: ${missing.join(', ')} not installed\n`)
    return undefined
  }
  const work = mkdtempSync(join(tmpdir(), 'davylamp-control-'))
  const child = spawn('bash', ['-s', work, node], { cwd: work, detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const stop = (): void => {
    try {
      process.kill(-(child.pid ?? Number.NaN), 'SIGKILL')
    } catch {
      // It ended by itself.
    }
    rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', stop)
  try {
    child.stdin.end(script)
    await new Promise(resolve => setTimeout(resolve, seconds * 1000))
    if (child.exitCode !== null) return { said: [`the control itself ended early with ${child.exitCode}`], failed: true }
    return await scan(work)
  } finally {
    stop()
    process.off('exit', stop)
  }
}

async function scan(work: string): Promise<{ readonly said: readonly string[]; readonly failed: boolean }> {
  const command = [join(project, 'src/cli/main.ts'), 'scan', '--json', '--state', join(work, 'state')]
  const { stdout, stderr, status } = await run(node, command, { timeoutMs: 300_000 })
  try {
    const { findings, verdict } = JSON.parse(stdout) as ScanResult
    const loud = findings.filter(({ severity }) => severity !== 'info' && severity !== 'low')
    const said = loud.map(
      f => `${f.severity} ${f.detector}: ${f.title.en}  [${f.evidence[0].locator}] ${f.evidence[0].excerpt.slice(0, 120)}`,
    )
    return { said: said.length > 0 ? [`verdict ${verdict}`, ...said] : said, failed: said.length > 0 }
  } catch {
    return { said: [`the scan gave no result (status ${status}): ${stderr.slice(-400)}`], failed: true }
  }
}

/** All controls, one after another; true when nothing was said above "low" and at least one ran. */
export async function runControls(names: readonly string[], seconds: number): Promise<boolean> {
  let ran = 0
  let failed = 0
  for (const name of names.length > 0 ? names : controlNames()) {
    const outcome = await control(name, seconds)
    if (outcome === undefined) continue
    ran += 1
    if (outcome.failed) failed += 1
    process.stdout.write(
      `${name.padEnd(14)} ${outcome.failed ? 'ACCUSED' : 'quiet'}\n${outcome.said.map(line => `    ${line}\n`).join('')}`,
    )
  }
  process.stdout.write(`${ran} controls ran, ${failed} with findings above "low"\n`)
  return ran > 0 && failed === 0
}
