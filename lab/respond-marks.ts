// The marks of responses as a table, and whether they pass the bar: nothing left, nothing back, nothing broken.
import type { Left } from './residue.ts'
import type { ResponseMarks } from './respond.ts'

export function isGood({ failed, residue, respawned }: ResponseMarks): boolean {
  return failed === undefined && residue.length + respawned.length === 0
}

export function responseLine(marks: ResponseMarks): string {
  if (marks.failed !== undefined) return `${marks.name.padEnd(26)} FAILED  ${marks.failed.trim()}`
  const { name, planted, residue, respawned, rounds, exit, frozenMs, deadMs } = marks
  const counts = [
    `${residue.length}/${planted}`.padStart(6).concat(' left'),
    `${respawned.length} back`,
    `frozen ${seconds(frozenMs)}`,
    `dead ${seconds(deadMs)}`,
    `exit ${exit}${rounds === 1 ? '' : ` after ${rounds} calls`}`,
  ]
  return [`${name.padEnd(26)} ${counts.join('  ')}`, ...told('left', residue), ...told('back', respawned)].join('\n')
}

function told(word: string, things: readonly Left[]): string[] {
  return things.map(({ thing: { note, ...thing }, why }) => `    ${word}: ${Object.values(thing).join(' ')} ${why}  (${note})`)
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '   –  ' : `${(ms / 1000).toFixed(2)} s`
}

export function responseTotal(all: readonly ResponseMarks[]): { readonly text: string; readonly passed: boolean } {
  const sum = (of: (marks: ResponseMarks) => number): number => all.reduce((n, marks) => n + of(marks), 0)
  const good = all.filter(isGood).length
  const passed = all.length > 0 && good === all.length
  const failed = all.filter(marks => marks.failed !== undefined).length
  const left = `${sum(marks => marks.residue.length)}/${sum(marks => marks.planted)} artefacts left, ${sum(marks => marks.respawned.length)} back`
  const text = `${all.length} hosts: ${left}, ${failed} failed, ${good}/${all.length} good — ${passed ? 'passed' : 'below the bar'}`
  return { text, passed }
}
