// davylamp pcap: what captured packets show of mining and of intrusion.

import { writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { Command } from 'commander'
import { study } from '../../case/study.ts'
import { wireKinds } from '../../core/facts/wire.ts'
import { factsOf } from '../../core/facts.ts'
import { detectors } from '../../detect/index.ts'
import { loadIntel } from '../../intel/load.ts'
import { defaultState, ownIntel } from '../../store/state.ts'
import { captureName, readCaptures } from '../../wire/read-captures.ts'
import { readShared, type ShareTask } from '../../wire/read-shared.ts'
import { gapsOf } from '../../wire/tally.ts'
import { keeper } from '../keep-carved.ts'
import { languageOf, languageOption } from '../language.ts'
import { wireModules } from '../modules.ts'
import { rawRules } from '../own-files.ts'
import { progressLine } from '../progress.ts'
import { renderScan } from '../render-scan.ts'
import { clock } from '../run-scan.ts'
import { UserError } from '../user-error.ts'
import { writeAll } from '../write-all.ts'

interface Options {
  readonly json?: boolean
  readonly facts?: string
  readonly extract?: string
  readonly lang?: string
  readonly threads: string
  readonly state?: string
}

/** Detectors that ask for nothing but what the wire shows. */
const wireDetectors = detectors.filter(d => d.needs.every(kind => Object.hasOwn(wireKinds, kind)))

export function pcap(): Command {
  return new Command('pcap')
    .description('read captured packets (pcap, pcapng, also gz and zst; - for stdin) / 分析抓包文件')
    .argument('<file...>', 'captures')
    .option('--json', 'print the result as JSON')
    .option('--facts <file>', 'write the rows of facts as JSON')
    .option('--extract <dir>', 'write carved files there, each under its SHA-256, not executable')
    .option('--state <dir>', 'where your own intelligence is kept')
    .option('--threads <n>', 'read with several threads', '1')
    .addOption(languageOption)
    .action(async (files: readonly string[], options: Options) => {
      const time = clock()
      const startedAt = time.now()
      const state = options.state ?? defaultState()
      const threads = threadsOf(options.threads, files)
      const intel = loadIntel(ownIntel(state), rawRules())
      const modules = { ...wireModules, intel }
      const keep = keeper(options.extract)
      const line = progressLine(options.json !== true)
      const progress = (what: string): void => line.show(what)
      const reading =
        threads === 1
          ? readCaptures(files, modules, { keep }, progress)
          : readShared(files, threads, spawner(state), modules, { keep }, progress)
      const { rows, tally, gaps, refused } = await reading.finally(() => line.clear())
      if (refused[0] !== undefined) throw new UserError(refused[0])
      const facts = factsOf({ ...rows, gaps: [...intel.gaps, ...gaps, ...gapsOf(tally)] })
      if (options.facts !== undefined) writeFacts(options.facts, facts)
      const wire = {
        captures: files,
        frames: tally.frames,
        bytes: tally.bytes,
        conversations: tally.flows,
        dissectors: [...wireModules.dissectors, ...wireModules.watchers].map(d => d.id),
      }
      const result = study(nameOf(files), facts, wire, intel, wireDetectors, time, startedAt)
      writeAll(
        options.json === true ? `${JSON.stringify(result, null, 1)}\n` : renderScan(result, { kind: 'capture' }, languageOf(options.lang)),
      )
      process.exitCode = { clean: 0, mining: 1, suspicious: 1, incomplete: 2 }[result.verdict]
    })
}

const mostThreads = 64

function threadsOf(text: string, files: readonly string[]): number {
  const threads = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (threads < 1 || threads > mostThreads) throw new UserError(`--threads takes a number from 1 to ${mostThreads}, not "${text}"`)
  if (threads > 1 && files.includes('-')) throw new UserError('standard input can be read by one thread only')
  return threads
}

function spawner(state: string): (task: ShareTask) => Worker {
  return task => new Worker(new URL('../share-thread.ts', import.meta.url), { workerData: { task, state } })
}

function nameOf([first = '', ...others]: readonly string[]): string {
  const name = captureName(first)
  return others.length === 0 ? name : `${name} +${others.length}`
}

function writeFacts(path: string, facts: unknown): void {
  try {
    writeFileSync(path, `${JSON.stringify(facts, null, 1)}\n`)
  } catch (error) {
    throw new UserError(`the facts could not be written to ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`)
  }
}
