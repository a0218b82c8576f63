// The whole way of a response on infected disks: plan, perform, look again, take back; also changed under it, cut short, and by the wrong hands.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { picture } from '../../src/cli/picture.ts'
import type { Plan } from '../../src/core/plan.ts'
import { readCase } from '../../src/store/cases.ts'
import { davylamp, scanJson } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-respond-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const hosts = join(import.meta.dirname, '..', '..', 'fixtures', 'hosts')
const infected = ['kinsing', 'outlaw', 'moneroocean'] as const

interface Expected {
  readonly kind: string
  readonly path: string
  readonly text?: string
}

let copies = 0
/** A copy of an infected disk that may be changed, and a state folder of its own. */
function copyOf(host: string) {
  const here = join(folder, `${host}-${copies++}`)
  const root = join(here, 'root')
  cpSync(join(hosts, host, 'root'), root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  const expected = JSON.parse(readFileSync(join(hosts, host, 'expected.json'), 'utf8')) as { artefacts: Expected[]; decoys: Expected[] }
  const state = ['--state', join(here, 'state')] as const
  const on = ['--root', root, ...state] as const
  // What a file of one entry loses is all it had: the empty file stays.
  const stands = ({ path, text = '' }: Expected): boolean => {
    const content = existsSync(join(root, path)) ? readFileSync(join(root, path), 'latin1') : ''
    return content !== '' && content.includes(text)
  }
  return { root, state, on, stateFolder: state[1], ...expected, stands }
}

/** Answers every incident there is; some disks hold two. */
function respondToAll(on: readonly string[]): number[] {
  const codes: number[] = []
  for (let round = 0; round < 4; round++) {
    const { code, out, err } = davylamp(['respond', '--yes', ...on])
    assert.notEqual(code, 2, err + out)
    codes.push(code ?? -1)
    if (code === 0 || /nothing to do|no incident/.test(out)) break
  }
  return codes
}

function undoAll(state: readonly string[]): void {
  for (let round = 0; round < 6; round++) {
    const { code, out, err } = davylamp(['undo', ...state])
    if (code === 2) {
      assert.match(err, /nothing to take back/)
      return
    }
    assert.equal(code, 0, out + err)
  }
}

const planOf = (on: readonly string[]): Plan => JSON.parse(davylamp(['plan', '--json', ...on]).out) as Plan
const findings = (on: readonly string[]): string[] =>
  scanJson(on)
    .findings.map(f => f.id)
    .sort()

describe('an infected disk', () => {
  for (const host of infected) {
    test(`${host}: cleaned without touching what is the owner's, and taken back to the byte`, () => {
      const { root, on, state, artefacts, decoys, stands } = copyOf(host)
      const before = picture(root)
      const found = findings(on)
      assert.deepEqual(picture(root), before, 'planning and scanning change nothing')
      respondToAll(on)
      const files = artefacts.filter(a => a.kind === 'file' || a.kind === 'line')
      assert.ok(files.length > 5)
      assert.deepEqual(files.filter(stands), [], 'what was planted is gone')
      assert.deepEqual(
        decoys.filter(d => !stands(d)),
        [],
        "what is the owner's stands",
      )
      const { incidents } = scanJson(on)
      assert.deepEqual(
        incidents.flatMap(i => i.findings.map(f => f.about[0])),
        [],
      )
      const cleaned = picture(root)
      davylamp(['respond', '--yes', ...on])
      assert.deepEqual(picture(root), cleaned, 'a second time changes nothing')
      assert.equal(davylamp(['verify', ...state]).code, 0)
      undoAll(state)
      assert.deepEqual(picture(root), before)
      assert.deepEqual(findings(on), found)
    })
  }

  test('two incidents are answered at once, the gravest first, and taken back one by one or all', () => {
    const { root, on, state, artefacts, stands } = copyOf('moneroocean')
    const before = picture(root)
    const { code, out, err } = davylamp(['respond', '--yes', ...on])
    assert.notEqual(code, 2, err)
    assert.deepEqual(artefacts.filter(stands), [], out)
    const cases = JSON.parse(davylamp(['cases', '--json', ...state]).out) as { id: string; nextLook?: string }[]
    assert.ok(cases.length >= 2)
    assert.ok(cases.every(one => one.nextLook !== undefined))
    for (const { id } of cases) assert.match(out, new RegExp(`davylamp undo ${id}`))
    const newest = davylamp(['undo', ...state])
    assert.match(newest.out, /Another response still stands: davylamp undo I-/)
    assert.equal(davylamp(['undo', '--all', 'I-1', ...state]).code, 2)
    assert.equal(davylamp(['undo', '--all', ...state]).code, 0)
    assert.deepEqual(picture(root), before)
  })

  test('a dry run and a plan change nothing and leave nothing to take back', () => {
    const { root, on, state } = copyOf('outlaw')
    const before = picture(root)
    const { code, out } = davylamp(['respond', '--dry-run', ...on])
    assert.equal(code, 0)
    assert.match(out, /13 would do/)
    assert.equal(davylamp(['plan', ...on]).code, 0)
    assert.deepEqual(picture(root), before)
    assert.equal(davylamp(['undo', ...state]).code, 2)
  })

  test('nobody to ask: one sentence, exit code 2, nothing performed', () => {
    const { root, on } = copyOf('outlaw')
    const before = picture(root)
    const { code, err } = davylamp(['respond', ...on])
    assert.equal(code, 2)
    assert.match(err, /^davylamp: [^\n]*--yes[^\n]*\n$/)
    assert.deepEqual(picture(root), before)
  })

  test('in parts and single steps, then the rest; one step taken back alone', () => {
    const { root, on, state, artefacts, stands } = copyOf('moneroocean')
    const before = picture(root)
    const plan = planOf(on)
    const disarm = plan.steps.find(s => s.stage === 'disarm')!
    assert.equal(davylamp(['respond', '--yes', '--step', disarm.id, ...on]).code, 0)
    assert.equal(davylamp(['respond', '--yes', '--only', 'eradicate', plan.incident, ...on]).code, 0)
    respondToAll(on)
    assert.deepEqual(artefacts.filter(stands), [])
    assert.equal(davylamp(['undo', disarm.id, ...state]).code, 0)
    undoAll(state)
    assert.deepEqual(picture(root), before)
    assert.equal(davylamp(['respond', '--yes', '--step', 'S99', ...on]).code, 2)
  })
})

describe('a disk that changes under a response', () => {
  test('what is not what the plan was made on is refused, everything else is done, and all of it comes back', () => {
    const { root, on, state, stateFolder } = copyOf('outlaw')
    const { incident, steps } = planOf(on)
    const [vaulted, edited] = [steps.find(s => s.stage === 'vault')!, steps.find(s => s.stage === 'disarm')!]
    // A part of the plan is performed, so that the rest is performed as planned, not planned anew.
    assert.equal(davylamp(['respond', '--yes', '--step', edited.id, ...on]).code, 0)
    appendFileSync(join(root, String(vaulted.detail['path'])), 'changed since')
    const before = picture(root)
    const { code, out } = davylamp(['respond', '--yes', '--only', 'eradicate', ...on])
    assert.equal(code, 1)
    assert.match(out, new RegExp(`refused +${vaulted.id} .* another file than the plan means`))
    const { records } = readCase(stateFolder, incident)
    assert.deepEqual(
      records.filter(r => r.event === 'failed').map(r => r.step),
      [vaulted.id],
    )
    assert.equal(records.filter(r => r.event === 'done').length, steps.length - 1)
    for (const { id } of steps.filter(s => s.id !== edited.id && s.id !== vaulted.id).toReversed())
      assert.equal(davylamp(['undo', id, ...state]).code, 0)
    assert.deepEqual(picture(root), before)
  })

  test('what somebody changed after a step is not overwritten by taking it back', () => {
    const { root, on, state } = copyOf('outlaw')
    const crontab = join(root, 'var/spool/cron/crontabs/deploy')
    assert.equal(davylamp(['respond', '--yes', ...on]).code, 0)
    appendFileSync(crontab, '# mine\n')
    const mine = readFileSync(crontab, 'utf8')
    const { code, out } = davylamp(['undo', ...state])
    assert.equal(code, 1)
    assert.match(out, /failed .*somebody changed it since/)
    assert.equal(readFileSync(crontab, 'utf8'), mine)
  })
})

/** Runs a response and kills it as soon as its journal holds so many lines; the number of lines it held in the end. */
async function killedAt(lines: number, args: readonly string[], stateFolder: string): Promise<number> {
  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'respond', '--yes', ...args], { stdio: 'ignore' })
  const ended = new Promise<void>(resolve => child.on('exit', () => resolve()))
  while (child.exitCode === null && child.signalCode === null) {
    if (journalLines(stateFolder) >= lines) child.kill('SIGKILL')
    await setImmediate()
  }
  await ended
  return journalLines(stateFolder)
}

function journalLines(stateFolder: string): number {
  try {
    const cases = join(stateFolder, 'cases')
    const all = readdirSync(cases)
      .filter(name => !name.startsWith('.'))
      .map(name => readFileSync(join(cases, name, 'journal.jsonl'), 'utf8').split('\n').length - 1)
    return all.reduce((a, b) => a + b, 0)
  } catch {
    return 0
  }
}

test('killed between any two lines of the journal: the next response finishes, and taking back gives the same tree', async () => {
  const reached = new Set<number>()
  for (const lines of [1, 2, 3, 4, 9, 14, 19, 24, 25, 26]) {
    const { root, on, state, stateFolder, artefacts, stands } = copyOf('outlaw')
    const before = picture(root)
    reached.add(await killedAt(lines, on, stateFolder))
    if (lines % 3 === 0) {
      undoAll(state)
      assert.deepEqual(picture(root), before, `taken back at once after ${lines} lines`)
    }
    respondToAll(on)
    assert.deepEqual(
      artefacts.filter(a => a.kind !== 'connection' && stands(a)),
      [],
      `finished after ${lines} lines`,
    )
    undoAll(state)
    assert.deepEqual(picture(root), before, `taken back after ${lines} lines`)
    rmSync(root, { recursive: true, force: true })
  }
  assert.ok(reached.size >= 5, `killed at ${[...reached].join(' ')} lines`)
})
