import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { at, clueless, incidentOf } from '../../test/events.ts'
import { loadEntryModel } from '../intel/entry-model.ts'
import { traceIncident } from '../trace/trace.ts'
import { loadTrace, saveTrace, tracesIn } from './traces.ts'

const { model } = loadEntryModel()
const trace = traceIncident({
  host: '../web1',
  incident: incidentOf(),
  at: at('2026-05-02 00:00:00'),
  zone: 'UTC',
  events: [],
  sources: [],
  gaps: [],
  standing: clueless(),
  model,
})

test('the newest trace of an incident is kept, and found again', () => {
  const state = mkdtempSync(join(process.env['TMPDIR'] ?? '/var/tmp', 'davylamp-traces-'))
  try {
    assert.equal(saveTrace(state, { ...trace, zone: 'old' }), undefined)
    assert.equal(saveTrace(state, trace), undefined)
    assert.deepEqual(loadTrace(state, 'I-1'), JSON.parse(JSON.stringify(trace)))
    assert.equal(tracesIn(state).length, 1)
    const printed = join(state, 'printed.json')
    writeFileSync(printed, JSON.stringify(trace))
    assert.equal(tracesIn(printed)[0]?.id, trace.id)
    writeFileSync(join(state, 'traces', 'I-2.json.zst'), 'no trace')
    assert.equal(loadTrace(state, 'I-2'), undefined)
    assert.equal(loadTrace(state, '../../etc/passwd'), undefined)
    assert.equal(tracesIn(state).length, 1)
  } finally {
    rmSync(state, { recursive: true })
  }
})

test('what cannot be kept is one sentence', () => {
  assert.match(saveTrace('/dev/null', trace) ?? '', /could not be kept/)
})
