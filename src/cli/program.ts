// The command line: davylamp <command>. One file per command; bad input gets one sentence and exit code 2.
import { Command, CommanderError } from 'commander'
import type { Lang } from '../core/text.ts'
import { chineseError } from './error-words.ts'
import { explainIn } from './help-words.ts'
import { languageOf } from './language.ts'
import { safe } from './safe.ts'
import { UserError } from './user-error.ts'
import { version } from './version.ts'

const program = new Command('davylamp')
  .description(
    "The miner's safety lamp 矿灯: finds cryptomining malware on servers and tells the truth about it / 矿灯 davylamp:发现服务器上的挖矿木马,并说实话",
  )
  .version(version)
  .showHelpAfterError(false)
  .configureOutput({ writeErr: () => {} })
  .exitOverride()

/** In the order of the help. Only the one that was asked for is loaded: reading all modules takes longer than most commands. */
const commands: Readonly<Record<string, () => Promise<() => Command>>> = {
  scan: async () => (await import('./commands/scan.ts')).scan,
  pcap: async () => (await import('./commands/pcap.ts')).pcap,
  sniff: async () => (await import('./commands/sniff.ts')).sniff,
  explain: async () => (await import('./commands/explain.ts')).explain,
  plan: async () => (await import('./commands/plan.ts')).plan,
  respond: async () => (await import('./commands/respond.ts')).respond,
  undo: async () => (await import('./commands/undo.ts')).undo,
  verify: async () => (await import('./commands/verify.ts')).verify,
  cases: async () => (await import('./commands/cases.ts')).cases,
  trace: async () => (await import('./commands/trace.ts')).trace,
  report: async () => (await import('./commands/report.ts')).report,
  evidence: async () => (await import('./commands/evidence.ts')).evidence,
  block: async () => (await import('./commands/block.ts')).block,
  limit: async () => (await import('./commands/limit.ts')).limit,
  egress: async () => (await import('./commands/egress.ts')).egress,
  intel: async () => (await import('./commands/intel.ts')).intel,
  list: async () => (await import('./commands/list.ts')).list,
  demo: async () => (await import('./commands/demo.ts')).demo,
}

async function addCommands(): Promise<void> {
  const asked = process.argv[2] ?? ''
  for (const load of Object.hasOwn(commands, asked) ? [commands[asked]!] : Object.values(commands)) {
    const command = (await load())()
    program.addCommand(command.exitOverride().configureOutput({ writeErr: () => {} }))
  }
}

/** Also where the command line itself was not understood. */
function askedLanguage(): Lang {
  const args = process.argv.slice(2)
  const at = args.findLastIndex(arg => arg === '--lang' || arg.startsWith('--lang='))
  return languageOf(args[at]?.startsWith('--lang=') ? args[at].slice('--lang='.length) : at < 0 ? undefined : args[at + 1])
}

function inLanguage(sentence: string): string {
  return (askedLanguage() === 'zh' ? chineseError(sentence) : undefined) ?? sentence
}

/** Exit codes: 0 clean, 1 something found, 2 bad input, an error, or an incomplete look. */
async function main(): Promise<number> {
  try {
    await addCommands()
    explainIn(program, askedLanguage())
    if (process.argv.length <= 2) {
      program.outputHelp()
      return 2
    }
    await program.parseAsync()
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const known = error instanceof CommanderError || error instanceof UserError
    const sentence = known
      ? inLanguage(safe(error.message.replace(/^error: /, '')))
      : `internal error: ${error instanceof Error ? error.stack : String(error)}`
    process.stderr.write(`davylamp: ${sentence}\n`)
    return 2
  }
}

process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})
process.exitCode = await main()
