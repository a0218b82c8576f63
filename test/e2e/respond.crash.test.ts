// Responses on three infected disks, cut short at every record of their journals: before it, between intent and act, between act and done, and by a
// disk that is full. What follows finishes or takes back, and in the end every byte is what it was.
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { perform } from '../../src/case/perform.ts'
import { undo } from '../../src/case/undo.ts'
import { actionsById } from '../../src/cli/actions.ts'
import { picture } from '../../src/cli/picture.ts'
import { keepCase, openHost, planFor, sceneOn } from '../../src/cli/response.ts'
import { runScan } from '../../src/cli/run-scan.ts'
import { type Journal, JournalError } from '../../src/core/journal.ts'
import { openCase } from '../../src/store/cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-crash-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const hosts = join(import.meta.dirname, '..', '..', 'fixtures', 'hosts')

/** How it ends at the n-th record: nothing of it is written, it is written and nothing follows, or the disk has no room for it. */
type Way = 'unwritten' | 'written' | 'full'

/** The journal of a process that dies at its n-th record: what was flushed before is there, and nothing is done any more. */
function dying(journal: Journal, at: number, way: Way): Journal & { readonly died: () => boolean } {
  let count = 0
  let died = false
  const writing = <T>(write: () => T): T => {
    count++
    if (count < at) return write()
    died = true
    if (way === 'written') write()
    throw way === 'full' ? new JournalError('full', { zh: '磁盘已满', en: 'no room is left' }) : new Error('killed')
  }
  return {
    get records() {
      return journal.records
    },
    standing: step => journal.standing(step),
    resume: step => journal.resume(step),
    intent: (step, undone) => writing(() => journal.intent(step, undone)),
    note: (event, step, detail) => writing(() => journal.note(event, step, detail)),
    died: () => died,
  }
}

interface Case {
  readonly root: string
  readonly state: string
  readonly ids: readonly string[]
}

let copies = 0
/** A copy of an infected disk, and a case for each grave incident on it. */
function casesOn(host: string): Case {
  const here = join(folder, `${host}-${copies++}`)
  const [root, state] = [join(here, 'root'), join(here, 'state')]
  cpSync(join(hosts, host, 'root'), root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  const { result, facts } = runScan({ root, state, withFacts: true }, () => {})
  const grave = result.incidents.filter(i => i.verdict === 'mining' || i.verdict === 'suspicious')
  const seen = { result, facts, stuck: false }
  const ids = grave.flatMap(i => {
    const made = planFor(seen, openHost(root), i.id, { approved: true })
    return made === undefined || made.plan.steps.length === 0 ? [] : [keepCase(state, seen, made)]
  })
  return { root, state, ids }
}

/** Performs all cases; whether it died on the way. */
function performed({ root, state, ids }: Case, at = Number.POSITIVE_INFINITY, way: Way = 'unwritten'): boolean {
  let left = at
  for (const id of ids) {
    const open = openCase(state, id)
    try {
      const before = open.journal.records.length
      const journal = dying(open.journal, left, way)
      for (const outcome of perform(open.plan, sceneOn(openHost(root), open.vault), actionsById, journal)) {
        if (journal.died()) {
          assert.equal(outcome.stops, true)
          return true
        }
      }
      left -= open.journal.records.length - before
    } finally {
      open.close()
    }
  }
  return false
}

function takenBack({ root, state, ids }: Case): void {
  for (const id of ids.toReversed()) {
    const open = openCase(state, id)
    try {
      for (const { result, step, detail } of undo(open.plan, sceneOn(openHost(root), open.vault), actionsById, open.journal))
        assert.equal(result, 'undone', `${step.id} ${step.action} ${detail}`)
    } finally {
      open.close()
    }
  }
}

interface Artefact {
  readonly kind: string
  readonly path: string
  readonly text?: string
}

function standing(host: string, { root }: Case): readonly string[] {
  const { artefacts } = JSON.parse(readFileSync(join(hosts, host, 'expected.json'), 'utf8')) as { artefacts: Artefact[] }
  return artefacts
    .filter(({ kind }) => kind === 'file' || kind === 'line')
    .filter(({ path, text = '' }) => {
      const content = existsSync(join(root, path)) ? readFileSync(join(root, path), 'latin1') : ''
      return content !== '' && content.includes(text)
    })
    .map(({ path, text = '' }) => `${path} ${text}`)
}

for (const host of ['kinsing', 'outlaw', 'moneroocean']) {
  test(`${host}: cut short at every record, finished or taken back`, () => {
    const whole = casesOn(host)
    performed(whole)
    const left = standing(host, whole)
    let points = 0
    for (let at = 1; ; at++) {
      const ways: readonly Way[] = at % 5 === 0 ? ['unwritten', 'written', 'full'] : ['unwritten', 'written']
      const died = ways.filter((way, i) => {
        const one = casesOn(host)
        const before = picture(one.root)
        const cut = performed(one, at, way)
        if ((at + i) % 2 === 0) {
          performed(one)
          assert.deepEqual(standing(host, one), left, `${way} at record ${at}: finished`)
        }
        takenBack(one)
        assert.deepEqual(picture(one.root), before, `${way} at record ${at}: taken back`)
        rmSync(join(one.root, '..'), { recursive: true, force: true })
        return cut
      })
      points += died.length
      if (died.length === 0) break
    }
    assert.ok(points > 40, `${points} points`)
  })
}
