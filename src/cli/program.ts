// The command line: davylamp <command>. One file per command; bad input gets one sentence and exit code 2.
import { Command, CommanderError } from 'commander'
import { cases } from './commands/cases.ts'
import { demo } from './commands/demo.ts'
import { explain } from './commands/explain.ts'
import { intel } from './commands/intel.ts'
import { list } from './commands/list.ts'
import { pcap } from './commands/pcap.ts'
import { plan } from './commands/plan.ts'
import { respond } from './commands/respond.ts'
import { scan } from './commands/scan.ts'
import { undo } from './commands/undo.ts'
import { verify } from './commands/verify.ts'
import { UserError } from './user-error.ts'
import { version } from './version.ts'

const program = new Command('davylamp')
  .description("The miner's safety lamp 矿灯: finds cryptomining malware on servers and tells the truth about it")
  .version(version)
  .showHelpAfterError(false)
  .configureOutput({ writeErr: () => {} })
  .exitOverride()

for (const command of [scan, pcap, explain, plan, respond, undo, verify, cases, intel, list, demo])
  program.addCommand(
    command()
      .exitOverride()
      .configureOutput({ writeErr: () => {} }),
  )

/** Exit codes: 0 clean, 1 something found, 2 bad input, an error, or an incomplete look. */
async function main(): Promise<number> {
  try {
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
      ? error.message.replace(/^error: /, '')
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
