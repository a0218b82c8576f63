// What the ten lines say of a case in full, of one that was only scanned, and of one whose way in is open.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareCase, fullCase } from '../../test/report-case.ts'
import type { ReportCase } from '../core/report.ts'
import { cost, done, entry, type GistOf, left, reach, since, state, unseen, what } from './gist.ts'
import { bandOf, timeThere } from './say.ts'

const of = (gist: GistOf, report: ReportCase = fullCase): string => gist(report, 'en').text.en

test('a case in full', () => {
  assert.equal(of(what), 'shop2: cryptomining confirmed (confidence 99 %, family kinsing), by 2 findings.')
  assert.match(of(since), /believed 2026-05-01 01:55:00 UTC ± 30 s; noticed .* \(2 h later\); answered from /)
  assert.equal(of(entry), 'established: Redis without a password (93 %), from 203.0.113.77.')
  assert.match(of(reach), /^1 kind of secrets could be read and must be replaced; .*cannot be ruled out/)
  assert.match(of(cost), /^2 – 4.2 core-hours taken, worth about 0.2 – 1.7 CNY of computing/)
  assert.equal(of(done), '1 of 2 steps, 1 failed; 1 can be undone to the byte, 0 cannot (such as ended processes).')
  assert.match(of(state), /^proving 2\/7; looked at 1 time since, next 2026-05-02/)
  assert.match(since(fullCase, 'zh').text.zh, /相隔 2 小时/)
  // The plan was made at 04:03.
  assert.equal(
    of(left),
    '4 things for people; most urgent (by 2026-05-01 05:03:00 UTC / 2026-05-01 13:03 Asia/Shanghai): give Redis a password.',
  )
  assert.match(of(unseen), /1 place .* 1 kind of logs wiped/)
})

test('a scan alone claims nothing', () => {
  assert.match(of(since, bareCase), /^when it began could not be determined; noticed /)
  assert.match(of(entry, bareCase), /not traced yet/)
  assert.equal(of(done, bareCase), 'nothing has been done yet.')
  assert.equal(of(state, bareCase), 'not answered yet.')
})

test('what is found and not answered is the first thing to do; what needs no answer is not', () => {
  assert.match(of(left, bareCase), /^2 things for people; most urgent \(by .*\): clean the host: what was found is not dealt with/)
  assert.match(of(left, { ...fullCase, state: { phase: 'planned' } }), /^5 things .*clean the host/)
  const own = { ...bareCase, incident: { ...bareCase.incident, verdict: 'authorised' } } as const
  assert.equal(of(left, own), 'nothing is left to people.')
  assert.doesNotMatch(of(left), /clean the host/)
})

test('where the way in is open, the next one is told too', () => {
  assert.match(
    of(entry, { ...fullCase, trace: { ...fullCase.trace!, standing: 'open' } }),
    /\(93 %\), from 203.0.113.77; next unknown \(7 %\)\.$/,
  )
})

test('what ran as root could read everything; what used no time cost nothing worth a figure', () => {
  const [process] = fullCase.incident.origins!.processes
  const having = (more: Partial<typeof process>): ReportCase => ({
    ...fullCase,
    incident: { ...fullCase.incident, origins: { files: [], processes: [{ ...process!, ...more }] } },
  })
  assert.match(of(reach, having({ uid: 0 })), /^it ran as root/)
  assert.match(of(cost, having({ cpuSeconds: 0, cores: 0 })), /not yet used/)
})

test('a time to keep is told on the clocks of the place, where that place is known', () => {
  assert.equal(timeThere(fullCase.at, 'America/St_Johns'), '2026-05-01 05:20:00 UTC / 2026-05-01 02:50 America/St_Johns')
  for (const zone of [undefined, 'UTC', 'Etc/UTC', 'no/zone', '<script>'])
    assert.equal(timeThere(fullCase.at, zone), '2026-05-01 05:20:00 UTC')
})

test('a band never ends in certainty', () => {
  assert.deepEqual([bandOf(0.02, 0.15), bandOf(0.98, 1), bandOf(0.995, 0.999)], ['2–15 %', '98–99 %', '> 99 %'])
})
