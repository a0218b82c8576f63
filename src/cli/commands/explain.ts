// davylamp explain: the chain of an incident, or one finding, in words.
import { Command } from 'commander'
import type { Incident, ScanResult } from '../../core/incident.ts'
import type { Lang } from '../../core/text.ts'
import { defaultState, savedScans } from '../../store/state.ts'
import { languageOf, languageOption } from '../language.ts'
import { renderFinding, renderIncident } from '../render-incident.ts'
import { UserError } from '../user-error.ts'

export function explain(): Command {
  return new Command('explain')
    .description('tell an incident or a finding in words; the newest incident by default / 用文字讲清一个事件或发现,默认最近的事件')
    .argument('[id]', 'I-… or F-…')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action((id: string | undefined, options: { state?: string; lang?: string }) => {
      const state = options.state ?? defaultState()
      process.stdout.write(told(state, id, languageOf(options.lang)))
    })
}

function told(state: string, id: string | undefined, lang: Lang): string {
  let newest: ScanResult | undefined
  for (const result of savedScans(state)) {
    newest ??= result
    const incident = result.incidents.find(i => id === undefined || i.id === id)
    if (incident !== undefined) return since(newest, result, incident, lang) + renderIncident(incident, result, lang)
    const finding = result.findings.find(f => f.id === id)
    if (finding !== undefined) return renderFinding(finding, lang)
  }
  if (newest === undefined) throw new UserError(`no scan is kept in ${state}: run "davylamp scan" first`)
  throw new UserError(id === undefined ? `no incident is kept in ${state}` : `there is no incident or finding "${id}" in ${state}`)
}

/** Who reads of an old incident must not take it for the state of today. */
function since(newest: ScanResult, { host, startedAt }: ScanResult, { id }: Incident, lang: Lang): string {
  if (newest.startedAt === startedAt || newest.host !== host || newest.incidents.some(i => i.id === id)) return ''
  const [seen, later] = [startedAt, newest.startedAt].map(at => `${at.slice(0, 19).replace('T', ' ')} UTC`)
  return {
    zh: `注意:这是 ${seen} 的扫描所见;${later} 的新扫描已不再看到它。\n\n`,
    en: `Note: the scan of ${seen} saw this; the newer one of ${later} does not see it any more.\n\n`,
  }[lang]
}
