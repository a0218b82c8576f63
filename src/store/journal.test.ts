// The journal: nothing on record is lost, invented or changed unnoticed, whatever crashes, fills up or meddles.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  closeSync,
  globSync,
  linkSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { smallDisk } from '../../test/small-disk.ts'
import { entity } from '../core/entity.ts'
import { JournalError, type JournalErrorCode, type Recorded } from '../core/journal.ts'
import type { Step } from '../core/plan.ts'
import { openJournal, readJournal } from './journal.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-journal-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const fresh = (): string => join(folder, `j${files++}.jsonl`)
const subject = 'I-1'
const words = { en: 'x', zh: '某' }

function stepOf(id: string, given: Partial<Step> = {}): Step {
  return {
    id,
    stage: 'disarm',
    action: 'disarm-autostart',
    target: entity('file', `/etc/cron.d/${id}`),
    because: ['F-1'],
    after: [],
    risk: 'safe',
    reversible: true,
    title: words,
    cost: words,
    undoing: words,
    before: '',
    detail: {},
    ...given,
  }
}

function throwsCode(act: () => unknown, code: JournalErrorCode): JournalError {
  try {
    act()
  } catch (error) {
    assert.ok(error instanceof JournalError, String(error))
    assert.equal(error.code, code, error.message)
    assert.doesNotMatch(error.said.en, /\n/)
    assert.match(error.said.zh, /[\u4e00-\u9fff]/)
    return error
  }
  assert.fail(`nothing was thrown, ${code} was expected`)
}

/** A journal of some steps, closed; gives its bytes. */
function written(path: string): Buffer {
  const journal = openJournal(path, { subject, create: true })
  for (const [i, id] of ['S01', 'S02', 'S03'].entries()) {
    journal.intent(stepOf(id), { path: `/etc/\udc80${id}`, sizes: [1, i], deep: { 键: '\n\u0000"' } })
    journal.note(i === 1 ? 'failed' : 'done', stepOf(id), 'so 如此')
  }
  journal.note('undone', stepOf('S03'), '')
  journal.close()
  return readFileSync(path)
}

test('the right to act carries the undo as it will be read after a crash', () => {
  const path = fresh()
  const journal = openJournal(path, { subject, create: true })
  const undo = { sha256: 'aa', was: { mode: 0o644, left: undefined }, name: '\udcff' }
  const go = journal.intent(stepOf('S01'), undo)
  assert.equal(readJournal(path, subject).records.length, 1, 'on disk before it returns')
  journal.close()
  const again = openJournal(path, { subject })
  assert.equal(again.standing('S01'), 'intended')
  assert.deepEqual(again.resume(stepOf('S01')), go)
  again.close()
})

test('nobody else can make the right to act', () => {
  // @ts-expect-error: the brand cannot be written down
  const forged: Recorded = { step: stepOf('S01'), undo: {} }
  assert.ok(forged)
  const root = join(import.meta.dirname, '..')
  const makers = globSync('**/*.ts', { cwd: root })
    .filter(f => !f.endsWith('.test.ts'))
    .filter(f => /\bas\s+(?:unknown\s+as\s+)?Recorded\b|<Recorded>/.test(readFileSync(join(root, f), 'utf8')))
  assert.deepEqual(makers, ['store/journal.ts'])
})

test('a second way back never replaces the true one, and nothing is done without an intent', () => {
  const journal = openJournal(fresh(), { subject, create: true })
  const step = stepOf('S01')
  throwsCode(() => journal.note('done', step, ''), 'order')
  throwsCode(() => journal.note('undone', step, ''), 'order')
  journal.note('failed', step, 'refused')
  assert.equal(journal.resume(step), undefined)
  journal.intent(step, { first: true })
  throwsCode(() => journal.intent(step, { second: true }), 'order')
  journal.note('done', step, '')
  throwsCode(() => journal.intent(step, { second: true }), 'order')
  assert.deepEqual(journal.resume(step)?.undo, { first: true })
  throwsCode(() => journal.resume(stepOf('S01', { target: entity('file', '/etc/shadow') })), 'order')
  throwsCode(() => journal.resume(stepOf('S01', { action: 'vault-file' })), 'order')
  journal.note('undone', step, '')
  assert.equal(journal.resume(step), undefined)
  assert.deepEqual(journal.intent(step, { second: true }).undo, { second: true })
  journal.close()
  throwsCode(() => journal.note('done', step, ''), 'order')
})

test('a way back that JSON would change is refused before it is written', () => {
  const path = fresh()
  const journal = openJournal(path, { subject, create: true })
  for (const undo of [{ bytes: new Uint8Array(3) }, { n: 10n }, { at: new Date() }, { n: Number.NaN }, { list: [undefined] }])
    throwsCode(() => journal.intent(stepOf('S01'), undo), 'order')
  throwsCode(() => journal.intent(stepOf('S01'), { text: 'x'.repeat(17 << 20) }), 'capped')
  assert.equal(statSync(path).size, 0)
  assert.equal(journal.standing('S01'), 'pending')
  journal.close()
})

test('any sequence of events: the same standing and the same way back after reopening', () => {
  const ids = ['S01', 'S02', 'S03']
  const event = fc.tuple(
    fc.constantFrom('intent', 'done', 'failed', 'undone', 'reopen'),
    fc.constantFrom(...ids),
    fc.jsonValue(),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), events => {
      const path = fresh()
      let journal = openJournal(path, { subject, create: true })
      for (const [what, id, value, detail] of events) {
        try {
          if (what === 'reopen') {
            journal.close()
            journal = openJournal(path, { subject })
          } else if (what === 'intent') journal.intent(stepOf(id), { value })
          else journal.note(what as 'done', stepOf(id), detail)
        } catch (error) {
          assert.ok(error instanceof JournalError && error.code === 'order', String(error))
        }
      }
      const told = () => ids.map(id => [journal.standing(id), journal.resume(stepOf(id))?.undo])
      const before = [told(), structuredClone(journal.records)]
      journal.close()
      journal = openJournal(path, { subject })
      assert.deepEqual([told(), journal.records], before)
      assert.equal(journal.cut, 0)
      journal.close()
    }),
    { numRuns: 40 },
  )
})

test('cut at every byte: the records that were whole, and not one more; what is torn is cut off and can be written on', () => {
  const path = fresh()
  const bytes = written(path)
  const whole = readJournal(path, subject).records
  const ends = [...bytes.keys()].filter(i => bytes[i] === 0x0a)
  for (let length = bytes.length - 1; length >= 0; length--) {
    truncateSync(path, length)
    const expected = ends.filter(end => end <= length).length
    const lineStart = (ends[expected - 1] ?? -1) + 1
    const torn = Math.max(0, length - lineStart)
    const told = readJournal(path, subject)
    assert.deepEqual([told.records, told.torn], [whole.slice(0, expected), torn], `at byte ${length}`)
    // Opening flushes: every 23rd length, and around the line ends.
    if (length % 23 !== 0 && torn > 1) continue
    const journal = openJournal(path, { subject })
    assert.deepEqual([journal.records, journal.cut], [whole.slice(0, expected), torn], `at byte ${length}`)
    journal.note('failed', stepOf('S09'), 'after the cut')
    assert.equal(readJournal(path, subject).records.length, expected + 1)
    journal.close()
    writeFileSync(path, bytes)
  }
})

test('any byte changed, in any line: tampering', () => {
  const path = fresh()
  const bytes = written(path)
  const fd = openSync(path, 'r+')
  for (let i = 0; i < bytes.length - 1; i++) {
    for (const value of [bytes[i]! ^ 0x01, 0x0a, 0x00]) {
      if (value === bytes[i]) continue
      writeSync(fd, Uint8Array.of(value), 0, 1, i)
      throwsCode(() => readJournal(path, subject), 'tampered')
      if (i % 29 === 0) throwsCode(() => openJournal(path, { subject }), 'tampered')
    }
    writeSync(fd, bytes, i, 1, i)
  }
  closeSync(fd)
  assert.equal(readJournal(path, subject).records.length, 7)
})

test('blocks of zeros where a power failure kept the last line from the disk are cut off', () => {
  const path = fresh()
  const journal = openJournal(path, { subject, create: true })
  journal.intent(stepOf('S01'), {})
  const start = statSync(path).size
  journal.intent(stepOf('S02'), { text: 'x'.repeat(2000) })
  journal.close()
  const bytes = readFileSync(path)
  const zeroed = (from: number, to: number): Buffer => Buffer.from(bytes).fill(0, from, to)
  for (const [from, to] of [
    [start, 1024],
    [1024, 2048],
    [start, bytes.length],
  ] as const) {
    writeFileSync(path, zeroed(from, to))
    const again = openJournal(path, { subject })
    assert.deepEqual([again.records.length, again.cut], [1, bytes.length - start])
    again.close()
  }
  for (const [from, to] of [
    [1025, 2048],
    [1024, 2047],
    [0, 100],
  ] as const) {
    writeFileSync(path, zeroed(from, to))
    throwsCode(() => openJournal(path, { subject }), 'tampered')
  }
})

test('lines left out, moved, doubled, or taken from another journal: tampering', () => {
  const path = fresh()
  const lines = written(path).toString().trimEnd().split('\n')
  const [a, b, c, ...rest] = lines as [string, string, string, ...string[]]
  for (const order of [
    [b, c, ...rest],
    [a, c, ...rest],
    [b, a, c, ...rest],
    [a, a, b, c, ...rest],
    [a, '', b, c, ...rest],
    [a, 'x', b],
    lines.slice(3),
  ]) {
    writeFileSync(path, `${order.join('\n')}\n`)
    throwsCode(() => openJournal(path, { subject }), 'tampered')
  }
  writeFileSync(path, `${lines.join('\n')}\n`)
  throwsCode(() => openJournal(path, { subject: 'I-2' }), 'tampered')
  appendFileSync(path, '\n')
  throwsCode(() => openJournal(path, { subject }), 'tampered')
})

test('a journal that is missing, a link, or has a second name is not opened', () => {
  throwsCode(() => openJournal(join(folder, 'none.jsonl'), { subject }), 'absent')
  const path = fresh()
  written(path)
  throwsCode(() => openJournal(path, { subject, create: true }), 'broken')
  symlinkSync(path, `${path}.link`)
  throwsCode(() => openJournal(`${path}.link`, { subject }), 'broken')
  linkSync(path, `${path}.second`)
  throwsCode(() => openJournal(path, { subject }), 'tampered')
})

test('of two writers the second is refused with one sentence, in this process and in another', () => {
  const path = fresh()
  const journal = openJournal(path, { subject, create: true })
  assert.match(throwsCode(() => openJournal(path, { subject }), 'locked').message, new RegExp(`pid ${process.pid}`))
  const script = `import { openJournal } from ${JSON.stringify(join(import.meta.dirname, 'journal.ts'))}
    try { openJournal(process.argv[1], { subject: '${subject}' }); console.log('opened') } catch (e) { console.log(e.code) }`
  const second = (): string => spawnSync(process.execPath, ['--input-type=module', '-e', script, path], { encoding: 'utf8' }).stdout.trim()
  assert.equal(second(), 'locked')
  journal.close()
  assert.equal(second(), 'opened')
  // The other process ended without letting go.
  openJournal(path, { subject }).close()
})

test('killed at any moment, the journal opens again with everything it had confirmed', { timeout: 60_000 }, async () => {
  const path = fresh()
  openJournal(path, { subject, create: true }).close()
  const script = `import { openJournal } from ${JSON.stringify(join(import.meta.dirname, 'journal.ts'))}
    import { writeSync } from 'node:fs'
    const journal = openJournal(process.argv[1], { subject: '${subject}' })
    for (let i = journal.records.length; ; i++) {
      const step = { id: 'S' + i, action: 'act', target: 'file:/x' }
      journal.intent(step, { text: 'x'.repeat(i % 7 * 3000) })
      writeSync(1, i + '\\n')
    }`
  let kills = 0
  let confirmed = 0
  for (const end = Date.now() + 2000; Date.now() < end; kills++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text
    })
    await once(child.stdout, 'data')
    await new Promise(done => setTimeout(done, Math.random() * 30))
    child.kill('SIGKILL')
    await once(child, 'close')
    confirmed = Number(said.trimEnd().split('\n').at(-1)) + 1
    const journal = openJournal(path, { subject })
    assert.ok(journal.records.length === confirmed || journal.records.length === confirmed + 1, `${journal.records.length} of ${confirmed}`)
    assert.ok(journal.records.every((r, i) => r.step === `S${i}` && r.event === 'intent'))
    journal.close()
    if (journal.records.length > 3000) {
      rmSync(path)
      openJournal(path, { subject, create: true }).close()
    }
  }
  assert.ok(kills >= 3 && confirmed > 0, `${kills} kills`)
})

test('a full disk: no intent is given, nothing torn is left, and it goes on when there is room', t => {
  const disk = smallDisk(folder)
  if (disk === undefined) return t.skip('needs the right to mount')
  const { path: small } = disk
  try {
    const path = join(small, 'journal.jsonl')
    const journal = openJournal(path, { subject, create: true })
    let acted = 0
    const error = throwsCode(() => {
      for (let i = 0; i < 1000; i++) {
        const go = journal.intent(stepOf(`S${i}`), { text: 'x'.repeat(1000) })
        assert.ok(go.undo)
        acted++
      }
    }, 'full')
    assert.match(error.message, /the disk is full/)
    assert.equal(journal.records.length, acted)
    assert.equal(journal.standing(`S${acted}`), 'pending')
    assert.equal(readJournal(path, subject).torn, 0)
    assert.ok(disk.change('size=256k'))
    journal.intent(stepOf(`S${acted}`), {})
    assert.equal(readJournal(path, subject).records.length, acted + 1)
    journal.close()
    assert.ok(disk.change('ro'))
    throwsCode(() => openJournal(path, { subject }), 'read-only')
  } finally {
    disk.end()
  }
})
