// davylamp scan: look at a host and tell the truth about it.
import { Command } from 'commander'
import { defaultState, saveScan } from '../../store/state.ts'
import { languageOf, languageOption } from '../language.ts'
import { progressLine } from '../progress.ts'
import { renderScan } from '../render-scan.ts'
import type { ScanRequest } from '../run-scan.ts'
import { leave, superviseScan } from '../supervise.ts'
import { writeAll } from '../write-all.ts'

interface Options extends Omit<ScanRequest, 'state'> {
  readonly json?: boolean
  readonly lang?: string
  readonly state?: string
}

export function scan(): Command {
  return new Command('scan')
    .description('look at this host (or a disk, or a snapshot) and say whether it is mining / 扫描本机(或磁盘、快照),判断是否在挖矿')
    .option('--root <dir>', 'scan a directory as the root of a host: a mounted image, a container, a chroot')
    .option('--snapshot <file>', 'scan a host that was recorded with --record')
    .option('--record <file>', 'write all that was read to one compressed file that replays')
    .option('--capture <file...>', 'join captures of this host’s traffic (pcap, pcapng) with what is seen on it')
    .option('--deep', 'look into every running program, not only around what was found')
    .option('--json', 'print the result as JSON')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (options: Options) => {
      const state = options.state ?? defaultState()
      const line = progressLine(options.json !== true)
      const { result, origin, stuck } = await superviseScan({ ...options, state }, what => line.show(what)).finally(() => line.clear())
      const note = saveScan(state, result)
      if (note !== undefined) process.stderr.write(`davylamp: ${note}\n`)
      writeAll(options.json === true ? `${JSON.stringify(result, null, 1)}\n` : renderScan(result, origin, languageOf(options.lang)))
      process.exitCode = { clean: 0, mining: 1, suspicious: 1, incomplete: 2 }[result.verdict]
      if (stuck) leave(process.exitCode)
    })
}
