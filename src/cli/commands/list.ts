// davylamp list: every module there is, as it describes itself, and every kind of log that can be read.
import { Command } from 'commander'
import type { About } from '../../core/module.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { padded } from '../safe.ts'
import { UserError } from '../user-error.ts'

const kinds = ['collectors', 'persistence', 'detectors', 'protocols', 'logs'] as const

export function list(): Command {
  return new Command('list')
    .description('list all modules: collectors, kinds of persistence, detectors, protocols, kinds of logs / 列出所有模块与可读的日志种类')
    .argument('[kind]', kinds.join(', '))
    .option('--json', 'print as JSON')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (kind: string | undefined, options: { json?: boolean; lang?: string }) => {
      if (kind !== undefined && !kinds.some(k => k === kind))
        throw new UserError(`there is no kind "${kind}": give one of ${kinds.join(', ')}`)
      const [{ scanModules }, { wireModules }, { logFormats }] = await Promise.all([
        import('../modules.ts'),
        import('../wire-modules.ts'),
        import('../../parse/logs/index.ts'),
      ])
      const modules = { ...scanModules, protocols: [...wireModules.dissectors, ...wireModules.watchers], logs: logFormats }
      const wanted = kinds
        .filter(name => kind === undefined || name === kind)
        .map((name): [string, readonly About[]] => [name, modules[name]])
      if (options.json === true) {
        const plain = wanted.map(([name, modules]) => [
          name,
          modules.map(({ id, summary, techniques, references }) => ({ id, summary, techniques, references })),
        ])
        process.stdout.write(`${JSON.stringify(Object.fromEntries(plain), null, 1)}\n`)
        return
      }
      const say = sayer(languageOf(options.lang))
      for (const [name, modules] of wanted) {
        process.stdout.write(`${name} (${modules.length})\n`)
        for (const m of modules) process.stdout.write(`  ${padded(m.id, 28)} ${padded(m.techniques.join(' '), 20)} ${say(m.summary)}\n`)
      }
    })
}
