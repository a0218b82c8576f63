// The marks of all scenarios as a table, and whether they pass the bar.
import type { Marks } from './score.ts'

/** Share of artefacts that must be found over all scenarios. */
const bar = 0.98

function rightVerdict({ expected, verdict }: Marks): boolean {
  return expected.some(right => right === verdict)
}

export function line(marks: Marks): string {
  if (marks.failed !== undefined) return `${marks.name.padEnd(26)} FAILED  ${marks.failed.trim()}`
  const share = `${marks.planted - marks.missed.length}/${marks.planted}`.padStart(7)
  const verdict = `${marks.verdict}${rightVerdict(marks) ? '' : ` (expected ${marks.expected.join(' or ')})`}`
  const rows = [
    `${marks.name.padEnd(26)} ${share} found  ${`${marks.accused.length}/${marks.decoys}`.padStart(5)} decoys accused  ${marks.seconds.toFixed(1).padStart(5)} s  ${verdict}`,
  ]
  for (const { note, ...thing } of marks.missed) rows.push(`    missed: ${Object.values(thing).join(' ')}  (${note})`)
  for (const { decoy, at } of marks.accused) rows.push(`    accused: ${decoy.note}  at ${at.join(', ')}`)
  return rows.join('\n')
}

export function total(all: readonly Marks[]): { readonly text: string; readonly passed: boolean } {
  const sum = (of: (marks: Marks) => number): number => all.reduce((n, marks) => n + of(marks), 0)
  const planted = sum(marks => marks.planted)
  const found = planted - sum(marks => marks.missed.length)
  const accused = sum(marks => marks.accused.length)
  const right = all.filter(rightVerdict).length
  const failed = all.filter(marks => marks.failed !== undefined).length
  const passed = all.length > 0 && failed === 0 && accused === 0 && right === all.length && found >= bar * planted
  const share = planted === 0 ? '' : ` (${((100 * found) / planted).toFixed(1)} %)`
  const text = `${all.length} hosts: ${found}/${planted} artefacts found${share}, ${right}/${all.length} verdicts right, ${accused} decoys accused, ${failed} failed — ${passed ? 'passed' : 'below the bar'}`
  return { text, passed }
}
