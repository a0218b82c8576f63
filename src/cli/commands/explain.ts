// davylamp explain: the chain of an incident, or one finding, in words.
import { Command } from 'commander'
import { defaultState, savedScans } from '../../store/state.ts'
import { languageOf, languageOption } from '../language.ts'
import { renderFinding, renderIncident } from '../render-incident.ts'
import { UserError } from '../user-error.ts'

export function explain(): Command {
  return new Command('explain')
    .description('tell an incident or a finding in words; the newest incident by default / 解释事件或发现')
    .argument('[id]', 'I-… or F-…')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action((id: string | undefined, options: { state?: string; lang?: string }) => {
      const state = options.state ?? defaultState()
      process.stdout.write(told(state, id, languageOf(options.lang)))
    })
}

function told(state: string, id: string | undefined, lang: 'zh' | 'en'): string {
  let any = false
  for (const result of savedScans(state)) {
    any = true
    const incident = result.incidents.find(i => id === undefined || i.id === id)
    if (incident !== undefined) return renderIncident(incident, result, lang)
    const finding = result.findings.find(f => f.id === id)
    if (finding !== undefined) return renderFinding(finding, lang)
    if (id === undefined) break
  }
  if (!any) throw new UserError(`no scan is kept in ${state}: run "davylamp scan" first`)
  throw new UserError(id === undefined ? 'the newest scan found no incident' : `there is no incident or finding "${id}" in ${state}`)
}
