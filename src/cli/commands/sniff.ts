// davylamp sniff: what passes on the running network, with the process that holds the connection.
import { hostname } from 'node:os'
import { Command } from 'commander'
import type { Socket } from '../../core/facts/network.ts'
import type { Lang } from '../../core/text.ts'
import { loadIntel } from '../../intel/load.ts'
import { defaultState, ownIntel } from '../../store/state.ts'
import { languageOf, languageOption } from '../language.ts'
import { liveLine } from '../live-words.ts'
import { rawRules } from '../own-files.ts'
import { progressLine } from '../progress.ts'
import { renderScan } from '../render-scan.ts'
import { type Sniffed, sniffNetwork, socketWatch } from '../sniffer.ts'
import { spanOf } from '../span.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import { UserError } from '../user-error.ts'
import { writeAll } from '../write-all.ts'

interface Options {
  readonly duration?: string
  readonly write?: string
  readonly extract?: string
  readonly json?: boolean
  readonly lang?: string
  readonly state?: string
}

export function sniff(): Command {
  return new Command('sniff')
    .description(
      'watch the running network and name the process behind it; Ctrl-C ends with a summary / 监听实时流量并指出背后的进程,Ctrl-C 结束并汇总',
    )
    .argument('[interface]', 'the interface (default: all)')
    .option('--duration <time>', 'end after 30s, 10m, 24h … (default: until Ctrl-C)')
    .option('--write <file>', 'keep the packets as pcapng, with the process in the comment')
    .option('--extract <dir>', 'write carved files there, each under its SHA-256 and encoded: its head tells how to decode it')
    .option('--json', 'print the result as JSON at the end, nothing before')
    .option('--state <dir>', 'where your own intelligence is kept')
    .addOption(languageOption)
    .action(async (device: string | undefined, options: Options) => {
      const span = options.duration === undefined ? undefined : spanOf(options.duration, '--duration')
      const lang = languageOf(options.lang)
      const isText = options.json !== true
      const state = options.state ?? defaultState()
      const line = progressLine(isText)
      const watch = socketWatch()
      if (watch === undefined) throw new UserError('packets cannot be captured on this runtime: it has no raw system calls')
      const leftOut = watch.heldByAncestor(process.pid, name => /^(?:sshd|dropbear)/.test(name))
      let end = (): void => {}
      const sniffed = await sniffNetwork(
        {
          device: device ?? '',
          write: options.write,
          extract: options.extract,
          state,
          host: hostname(),
          intel: loadIntel(ownIntel(state), rawRules()),
          watch,
          leftOut,
        },
        stop => {
          end = stop
          stopOnSignals(stop)
        },
        {
          ready() {
            if (span !== undefined) setTimeout(() => end(), span).unref()
            if (isText) writeAll(beginning(device, leftOut, lang))
          },
          noticed(finding, holder) {
            line.clear()
            if (isText) writeAll(liveLine(finding, holder, new Date(), lang))
          },
          seen: ({ tally: { frames, flows }, counters: { dropped } }) =>
            line.show(`${frames} packets, ${flows} conversations, ${dropped} dropped`),
        },
      ).finally(() => line.clear())
      writeAll(
        isText
          ? `\n${renderScan(sniffed.result, { kind: 'network' }, lang)}${counted(sniffed, lang)}\n`
          : `${JSON.stringify(sniffed.result, null, 1)}\n`,
      )
      process.exitCode = { clean: 0, mining: 1, suspicious: 1, incomplete: 2 }[sniffed.result.verdict]
    })
}

function beginning(device: string | undefined, leftOut: readonly Socket[], lang: Lang): string {
  const where = device ?? { zh: '全部网卡', en: 'all interfaces' }[lang]
  const own = leftOut.map(({ remote }) => `${remote.address}:${remote.port}`).join(', ')
  const without = own === '' ? '' : { zh: `,不含你自己的 SSH 会话(${own})`, en: `, without your own SSH session (${own})` }[lang]
  return `${{ zh: `正在监听${where}${without}。按 Ctrl-C 结束。`, en: `Listening on ${where}${without}. Ctrl-C ends.` }[lang]}\n`
}

function counted({ result, received }: Sniffed, lang: Lang): string {
  const dropped = result.coverage.wire?.dropped ?? 0
  return {
    zh: `内核收到 ${received} 个数据包,丢弃 ${dropped} 个`,
    en: `The kernel received ${received} packets for us and dropped ${dropped}`,
  }[lang]
}
