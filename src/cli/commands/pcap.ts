// davylamp pcap: what captured packets show of mining and of intrusion.

import { closeSync, openSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { study } from '../../case/study.ts'
import { factsOf } from '../../core/facts.ts'
import { defaultState } from '../../store/state.ts'
import { captureName } from '../../wire/read-captures.ts'
import { clock } from '../clock.ts'
import { keeper } from '../keep-carved.ts'
import { languageOf, languageOption } from '../language.ts'
import { progressLine } from '../progress.ts'
import { renderScan } from '../render-scan.ts'
import { seeCaptures } from '../see-captures.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import { UserError } from '../user-error.ts'
import { wireDetectors } from '../wire-modules.ts'
import { writeAll } from '../write-all.ts'

interface Options {
  readonly json?: boolean
  readonly facts?: string
  readonly extract?: string
  readonly lang?: string
  readonly threads: string
  readonly state?: string
}

export function pcap(): Command {
  return new Command('pcap')
    .description(
      'read captured packets (pcap, pcapng, also gz and zst; - for stdin) / 分析抓包文件(pcap、pcapng,可为 gz、zst;- 为标准输入)',
    )
    .argument('<file...>', 'captures')
    .option('--json', 'print the result as JSON')
    .option('--facts <file>', 'write the rows of facts as JSON')
    .option('--extract <dir>', 'write carved files there, each under its SHA-256 and encoded: its head tells how to decode it')
    .option('--state <dir>', 'where your own intelligence is kept')
    .option('--threads <n>', 'read with several threads', '1')
    .addOption(languageOption)
    .action(async (files: readonly string[], options: Options) => {
      const time = clock()
      const startedAt = time.now()
      const state = options.state ?? defaultState()
      const threads = threadsOf(options.threads, files)
      const carved = keeper(options.extract)
      // An answer of hours is not lost for a path that was wrong from the start, nor for a disk that is full at the end.
      if (options.facts !== undefined) toFacts(options.facts, path => closeSync(openSync(path, 'a', 0o600)))
      const line = progressLine(options.json !== true)
      const halt = new Int32Array(new SharedArrayBuffer(4))
      stopOnSignals(() => void Atomics.store(halt, 0, 1))
      const wants = { threads, keep: carved.keep, halt }
      const seen = await seeCaptures(files, state, what => line.show(what), wants).finally(() => line.clear())
      const { rows, coverage, intel } = seen
      const facts = factsOf({ ...rows, gaps: [...intel.gaps, ...seen.gaps, ...carved.gaps()] })
      const result = study(nameOf(files), facts, coverage, intel, wireDetectors, time, startedAt)
      writeAll(
        options.json === true ? `${JSON.stringify(result, null, 1)}\n` : renderScan(result, { kind: 'capture' }, languageOf(options.lang)),
      )
      process.exitCode = { clean: 0, mining: 1, suspicious: 1, incomplete: 2 }[result.verdict]
      if (options.facts !== undefined) toFacts(options.facts, path => writeFileSync(path, `${JSON.stringify(facts, null, 1)}\n`))
    })
}

const mostThreads = 64

function threadsOf(text: string, files: readonly string[]): number {
  const threads = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (threads < 1 || threads > mostThreads) throw new UserError(`--threads takes a number from 1 to ${mostThreads}, not "${text}"`)
  if (threads > 1 && files.includes('-')) throw new UserError('standard input can be read by one thread only')
  return threads
}

function nameOf([first = '', ...others]: readonly string[]): string {
  const name = captureName(first)
  return others.length === 0 ? name : `${name} +${others.length}`
}

function toFacts(path: string, put: (path: string) => void): void {
  try {
    put(path)
  } catch (error) {
    throw new UserError(`the facts could not be written to ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`)
  }
}
