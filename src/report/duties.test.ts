import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareCase, fullCase } from '../../test/report-case.ts'
import { duties, knownSince, latestFor } from './duties.ts'

test('hours count from the discovery; what counts from elsewhere has no moment', () => {
  const known = Date.parse(fullCase.trace!.moments.discovery!.at)
  assert.deepEqual(
    duties.map(duty => latestFor(duty, fullCase)).map(at => (at === undefined ? undefined : (Date.parse(at) - known) / 3_600_000)),
    [1, 2, 4, undefined, 0, 24, 72, undefined, 72],
  )
})

test('what was not traced was noticed by the scan', () => assert.equal(knownSince(bareCase), bareCase.result.finishedAt))
