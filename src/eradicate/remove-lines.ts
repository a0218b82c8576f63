// Cuts lines of the attacker's out of a configuration file: hosts, hosts.allow, hosts.deny, sudoers.
import type { Action } from '../core/action.ts'
import { applyChanges, captured, changesAsUndo, undoChanges } from '../core/file-change.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { realPath } from '../core/real-path.ts'
import { editOf } from './edit.ts'
import { cutLines, lineDigests } from './line-cut.ts'

/**
 * Detail: `path`; `lines` (1-based numbers) and `digests` (see `lineDigest`), one of each for every line. `before`: sha256 of the file.
 * All lines are cut or none is.
 */
export const removeLines: Action = {
  id: 'remove-lines',
  summary: { zh: '删除配置文件中被写入的恶意行', en: 'cut planted lines out of a configuration file' },
  techniques: ['T1565.001', 'T1548.003', 'T1562.004'],
  references: ['man:hosts(5)', 'man:hosts_access(5)', 'man:sudoers(5)', 'https://d3fend.mitre.org/technique/d3f:ContentExcision/'],
  counters: ['D3-CNE'],
  stage: 'disarm',
  prepare(step, scene) {
    const planned = plannedLines(step)
    if (isGap(planned)) return planned
    const change = editOf(step, scene, planned.path, before => {
      return cutLines(before, planned.lines, planned.digests) ?? gap(planned.path, 'tampered', 'a line to cut is not what the plan means')
    })
    return isGap(change) ? change : changesAsUndo(change === undefined ? [] : [change])
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const planned = plannedLines(step)
    if (isGap(planned)) return planned
    const real = realPath(scene.host.files, planned.path, 'follow')
    const found = isGap(real) ? real : captured(scene, real)
    if (found === undefined) return undefined
    if (isGap(found)) return found
    const stands = lineDigests(found.bytes)
    return planned.digests.some(d => stands.has(d)) ? gap(planned.path, 'tampered', 'a line stands there again') : undefined
  },
}

interface PlannedLines {
  readonly path: string
  readonly lines: readonly number[]
  readonly digests: readonly string[]
}

function plannedLines({ id, detail }: Step): PlannedLines | Gap {
  const { path } = detail
  const lines = listOf(detail['lines'], (v): v is number => Number.isSafeInteger(v))
  const digests = listOf(detail['digests'], (v): v is string => typeof v === 'string')
  const whole = typeof path === 'string' && digests.length > 0 && lines.length === digests.length
  return whole ? { path, lines, digests } : gap(id, 'malformed', 'the plan does not tell which lines')
}

function listOf<T>(value: unknown, is: (item: unknown) => item is T): readonly T[] {
  return Array.isArray(value) && value.every(is) ? value : []
}
