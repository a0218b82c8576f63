// The marks of responses as a table, and whether they pass the bar: nothing left, nothing back, nothing broken, everything taken back.
import type { Trade } from './business.ts'
import type { Left } from './residue.ts'
import type { ResponseMarks } from './respond.ts'

export function isGood({ failed, residue, respawned, collateral, undo }: ResponseMarks): boolean {
  return failed === undefined && residue.length + respawned.length + collateral.length + (undo?.differs.length ?? 0) === 0
}

export function responseLine(marks: ResponseMarks): string {
  if (marks.failed !== undefined) return `${marks.name.padEnd(26)} FAILED  ${marks.failed.trim()}`
  const { name, planted, residue, respawned, collateral, undo, rounds, exit, frozenMs, deadMs, trade } = marks
  const counts = [
    `${residue.length}/${planted}`.padStart(6).concat(' left'),
    `${respawned.length} back`,
    `${collateral.length} broken`,
    undo === undefined ? 'no undo' : undo.differs.length === 0 ? 'undo exact' : `undo leaves ${undo.differs.length}`,
    `frozen ${seconds(frozenMs)}`,
    `dead ${seconds(deadMs)}`,
    `exit ${exit}${rounds === 1 ? '' : ` after ${rounds} calls`}${undo === undefined ? '' : `, undo ${undo.exit}`}`,
    ...(trade === undefined ? [] : [`business ${traded(trade)}`]),
  ]
  const details = [
    ...residue.map(thing => `left: ${told(thing)}`),
    ...respawned.map(thing => `back: ${told(thing)}`),
    ...collateral.map(what => `broken: ${what}`),
    ...(undo?.differs ?? []).map(what => `not taken back: ${what}`),
  ]
  return [`${name.padEnd(26)} ${counts.join('  ')}`, ...details.map(detail => `    ${detail}`)].join('\n')
}

function told({ thing: { note, ...thing }, why }: Left): string {
  return `${Object.values(thing).join(' ')} ${why}  (${note})`
}

function traded({ requests, transactions }: Trade): string {
  return `${requests.begun} requests (slowest ${requests.longest} ms), ${transactions.begun} transactions (slowest ${transactions.longest} ms)`
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '–' : `${(ms / 1000).toFixed(2)} s`
}

export function responseTotal(all: readonly ResponseMarks[]): { readonly text: string; readonly passed: boolean } {
  const sum = (of: (marks: ResponseMarks) => number): number => all.reduce((n, marks) => n + of(marks), 0)
  const good = all.filter(isGood).length
  const passed = all.length > 0 && good === all.length
  const wrongly = all.filter(marks => marks.exit === 0 && marks.residue.length + marks.respawned.length > 0).length
  const counts = [
    `${sum(marks => marks.residue.length)}/${sum(marks => marks.planted)} artefacts left`,
    `${sum(marks => marks.respawned.length)} back`,
    `${sum(marks => marks.collateral.length)} broken`,
    `${all.filter(({ undo }) => undo?.differs.length === 0).length} undone exactly`,
    `${wrongly} called done wrongly`,
    `${all.filter(marks => marks.failed !== undefined).length} failed`,
  ]
  const text = `${all.length} hosts: ${counts.join(', ')}; ${good} good — ${passed ? 'passed' : 'below the bar'}`
  return { text, passed }
}
