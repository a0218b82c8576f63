// The same disk through every sight gives the same result: raw and plain disk, a snapshot from a file, a host made of literals; and a live scan replays.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { accusation, accusedAt, found } from '../../lab/answer.ts'
import { loadFixture } from '../../lab/scenario.ts'
import { sightOfDisk } from '../../lab/sight.ts'
import { type Clock, scan } from '../../src/case/scan.ts'
import { scanModules } from '../../src/cli/modules.ts'
import type { HostView } from '../../src/core/host.ts'
import type { ScanResult } from '../../src/core/incident.ts'
import { instantOf } from '../../src/core/instant.ts'
import { diskRoot } from '../../src/host/disk.ts'
import { memoryHost } from '../../src/host/memory.ts'
import { recorder } from '../../src/host/recorder.ts'
import { loadRecording, saveRecording } from '../../src/host/recording.ts'
import { snapshotHost } from '../../src/host/snapshot.ts'
import { loadIntel } from '../../src/intel/load.ts'
import { treeOf } from '../tree.ts'
import { scanJson } from './run.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/hosts')
const folder = mkdtempSync(join(tmpdir(), 'davylamp-parity-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const intel = loadIntel()
const clock: Clock = { now: () => instantOf(0)!, usage: () => ({ cpuMs: 0, wallMs: 0, peakBytes: 0 }) }

function scanned(host: HostView): ScanResult {
  return scan(host, intel, scanModules, clock, { progress: () => {}, deep: false, gaps: [] }).result
}

function diskOf(name: string, how: 'raw' | 'plain'): HostView {
  const view = diskRoot(join(fixtures, name, 'root'), how)
  assert.ok(typeof view !== 'string', String(view))
  return view
}

function replayOf(name: string): HostView {
  const recorded = recorder(diskOf(name, 'raw'))
  scanned(recorded.host)
  const file = join(folder, `${name}.snapshot`)
  saveRecording(recorded.recording(), file)
  const recording = loadRecording(file)
  assert.ok(typeof recording !== 'string', String(recording))
  return snapshotHost(recording)
}

interface Sight {
  readonly open: (name: string) => HostView
  /** What this sight cannot give by its nature. */
  readonly lacks?: 'times' | 'extended attributes'
}

const sights: Readonly<Record<string, Sight>> = {
  snapshot: { open: replayOf },
  'disk (plain)': { open: name => diskOf(name, 'plain'), lacks: 'extended attributes' },
  memory: {
    open: name => memoryHost(treeOf(join(fixtures, name, 'root')), { name: diskOf(name, 'raw').name, origin: { kind: 'disk', root: '/' } }),
    lacks: 'times',
  },
}

/**
 * What must be the same: everything but the cost and times of the scan itself, which differ between two scans of anything. Left out where the
 * sight has none: times of files (`at`, timelines, origins), which literals lack; gaps about extended attributes, for which node:fs cannot ask.
 */
function comparable({ verdict, host, incidents, findings, gaps, coverage }: ScanResult, lacks?: Sight['lacks']): unknown {
  const kept = gaps.filter(({ detail }) => lacks !== 'extended attributes' || !/extended attributes/.test(detail))
  const isTime = (key: string): boolean => lacks === 'times' && (key === 'at' || key === 'timeline' || key === 'origins')
  return JSON.parse(
    JSON.stringify({ verdict, host, incidents, findings, gaps: kept, coverage }, (key, value) => (isTime(key) ? undefined : value)),
  )
}

for (const name of readdirSync(fixtures, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)) {
  describe(`${name}, through every sight`, () => {
    const result = scanned(diskOf(name, 'raw'))
    const { artefacts, decoys, verdict } = loadFixture(name)
    test('the answer key: all artefacts found, no decoy accused, the verdict', () => {
      const accused = accusation(result)
      const sight = sightOfDisk(join(fixtures, name, 'root'))
      assert.deepEqual(
        artefacts.filter(thing => !found(thing, accused, sight)),
        [],
      )
      assert.deepEqual(
        decoys.filter(thing => accusedAt(thing, accused, sight).length > 0),
        [],
      )
      assert.equal(result.verdict, verdict)
    })
    for (const [sight, { open, lacks }] of Object.entries(sights))
      test(`${sight}: as the raw disk`, () => assert.deepEqual(comparable(scanned(open(name)), lacks), comparable(result, lacks)))
  })
}

test('a live scan replays to the same findings, incidents and gaps', () => {
  const file = join(folder, 'live.snapshot')
  const state = ['--state', join(folder, 'state')]
  const live = scanJson(['--record', file, ...state])
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const replayed = scanJson(['--snapshot', file, ...state])
  assert.deepEqual(comparable(replayed), comparable(live))
})
