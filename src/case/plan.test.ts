// The planner on infected disks through the real scan: every artefact has a step, no decoy has one.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { scanModules } from '../cli/modules.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { Facts } from '../core/facts.ts'
import type { HostView } from '../core/host.ts'
import type { ScanResult } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan, Step } from '../core/plan.ts'
import { stages } from '../core/plan.ts'
import { diskRoot } from '../host/disk.ts'
import { loadIntel } from '../intel/load.ts'
import { makePlan } from './plan.ts'
import { scan } from './scan.ts'

interface Mark {
  readonly kind: 'file' | 'line'
  readonly path: string
  readonly text?: string
}

const now = '2026-06-01T00:00:00.000Z' as Instant
const clock = { now: () => now, usage: () => ({ cpuMs: 0, wallMs: 0, peakBytes: 0 }) }
const hosts = join(import.meta.dirname, '../../fixtures/hosts')

function scanned(name: string): { result: ScanResult; facts: Facts; host: HostView } {
  const host = diskRoot(join(hosts, name, 'root'))
  assert.ok(typeof host !== 'string')
  return { ...scan(host, loadIntel(), scanModules, clock, { progress: () => {}, deep: false, gaps: [] }), host }
}

/** The step takes the thing away: the file whole, or the line that holds the text. */
function takes({ detail }: Step, { kind, path, text = '' }: Mark): boolean {
  if (detail['path'] !== path) return false
  const entry = typeof detail['entry'] === 'string' ? (JSON.parse(detail['entry']) as Autostart) : undefined
  if (kind === 'file') return entry === undefined || entry.extent === 'file' || path === '/etc/ld.so.preload'
  return entry === undefined || entry.extent === 'file' || entry.text.includes(text)
}

for (const name of ['kinsing', 'outlaw', 'moneroocean']) {
  describe(name, () => {
    const { result, facts, host } = scanned(name)
    const expected = JSON.parse(readFileSync(join(hosts, name, 'expected.json'), 'utf8')) as { artefacts: Mark[]; decoys: Mark[] }
    const plans: Plan[] = result.incidents.map(incident => makePlan(incident, facts, host, now))
    const steps = plans.flatMap(p => p.steps)
    test('every artefact has a step', () => {
      const left = expected.artefacts.filter(mark => !steps.some(step => takes(step, mark)))
      assert.deepEqual(left, [])
    })
    test('no decoy has one', () => {
      const hit = expected.decoys.filter(mark => steps.some(step => takes(step, mark)))
      assert.deepEqual(hit, [])
    })
    test('steps stand in the order of performing, with reasons of the incident, and name what they found', () => {
      for (const [i, plan] of plans.entries()) {
        const known = new Set(result.incidents[i]?.findings.map(f => f.id))
        const places = plan.steps.map(s => stages.indexOf(s.stage))
        assert.deepEqual(
          places,
          places.toSorted((a, b) => a - b),
        )
        assert.equal(new Set(plan.steps.map(s => s.id)).size, plan.steps.length)
        for (const step of plan.steps) {
          assert.ok(step.because.every(id => known.has(id)))
          assert.match(step.before, /^[0-9a-f]{64}$/)
          for (const words of [step.title, step.cost, step.undoing]) {
            assert.match(words.zh, /[\u4e00-\u9fff]/)
            assert.match(words.en, /[a-z]{3}/)
          }
          assert.ok(step.after.every(id => plan.steps.findIndex(s => s.id === id) < plan.steps.indexOf(step)))
        }
      }
    })
    test('the same twice gives the same plan', () => {
      const again = result.incidents.map(incident => makePlan(incident, facts, host, now))
      assert.deepEqual(again, plans)
    })
  })
}

test('what every program loads is disarmed before all else', () => {
  const { result, facts, host } = scanned('kinsing')
  const [incident] = result.incidents
  assert.ok(incident)
  assert.equal(makePlan(incident, facts, host, now).steps[0]?.detail['path'], '/etc/ld.so.preload')
})
