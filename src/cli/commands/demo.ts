// davylamp demo: scans a harmless infected root that ships with the project, so that a newcomer sees what a finding looks like.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { languageOf, languageOption } from '../language.ts'
import { renderIncident } from '../render-incident.ts'
import { renderScan } from '../render-scan.ts'

const infected = fileURLToPath(new URL('../../../fixtures/hosts/kinsing/root', import.meta.url))

export function demo(): Command {
  return new Command('demo')
    .description('scan a harmless infected disk that ships with davylamp / 演示')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (options: { lang?: string }) => {
      const lang = languageOf(options.lang)
      const { runScan } = await import('../run-scan.ts')
      const state = mkdtempSync(join(tmpdir(), 'davylamp-demo-'))
      try {
        const { result, host } = runScan({ root: infected, state }, () => {})
        process.stdout.write(renderScan(result, host.origin, lang))
        const [incident] = result.incidents
        if (incident !== undefined) process.stdout.write(`\n${renderIncident(incident, result, lang)}`)
      } finally {
        rmSync(state, { recursive: true, force: true })
      }
    })
}
