// davylamp cases: every response there was, and how far each has come.
import { Command } from 'commander'
import { caseStateText } from '../../core/case-state.ts'
import { type BrokenCase, type CaseView, listCases } from '../../store/cases.ts'
import { defaultState } from '../../store/state.ts'
import { languageOf, languageOption, type Say, sayer } from '../language.ts'
import { firstWhy, nextLookText } from '../render-aftermath.ts'
import { inWords } from '../response.ts'
import { padded, safe, short } from '../safe.ts'
import { nextLookFor } from '../stay.ts'

export function cases(): Command {
  return new Command('cases')
    .description('list the responses there were and how far each has come / 列出处置记录及其状态')
    .option('--json', 'print as JSON')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action((options: { json?: boolean; state?: string; lang?: string }) => {
      const lang = languageOf(options.lang)
      const found = inWords(lang, () => listCases(options.state ?? defaultState()))
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify(found.map(plain), null, 1)}\n`)
        return
      }
      const say = sayer(lang)
      if (found.length === 0) process.stdout.write(`${say({ zh: '还没有处置记录。', en: 'There are no cases yet.' })}\n`)
      for (const one of found) process.stdout.write(`${lineOf(one, say)}\n`)
    })
}

function plain(one: CaseView | BrokenCase): object {
  if ('broken' in one) return { id: one.id, folder: one.folder, broken: one.broken.said.en }
  const { id, folder, plan, state, verifications } = one
  const { incident, host, root, createdAt, steps } = plan
  const next = nextLookFor(one)
  return {
    id,
    folder,
    incident,
    host,
    root,
    createdAt,
    steps: steps.length,
    state,
    verifications: verifications.length,
    nextLook: next?.at,
  }
}

function lineOf(one: CaseView | BrokenCase, say: Say): string {
  if ('broken' in one) return `${padded(safe(one.id), 16)} ✖ ${short(say(one.broken.said), 110)}`
  const { id, plan, state, verifications } = one
  const where = plan.root === '' ? say({ zh: '本机', en: 'this host' }) : plan.root
  const at = plan.createdAt.slice(0, 16).replace('T', ' ')
  const line = `${padded(id, 16)} ${at}  ${padded(say(caseStateText(state)), 32)} ${short(plan.host, 30)} ${short(where, 60)}`
  const hit = state.phase === 'reinfected' ? verifications.findLast(v => v.outcome === 'hit') : undefined
  const why = hit === undefined ? undefined : firstWhy(hit.detail, say)
  const next = nextLookText(nextLookFor(one), Date.now())
  const more = [...(why === undefined ? [] : [why]), ...(next === undefined ? [] : [say(next)])]
  return [line, ...more.map(text => `${' '.repeat(17)}${text}`)].join('\n')
}
