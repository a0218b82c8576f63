// A command line in which blanks push the telling part out of sight.
import { type Detector, say } from '../core/detector.ts'
import { argvEvidence, isProgram, labelOf } from './process-words.ts'

/** A run of blanks within a line and something behind it. Titles padded at their end and indented scripts have none. */
const padding = /(?:^|[^\s]) {32,}(?=\S)/
const longest = 100_000

export const blankPadding: Detector = {
  id: 'blank-padding',
  summary: { zh: '命令行用大段空格掩盖真实参数', en: 'blanks in a command line hide its real arguments' },
  techniques: ['T1036.011', 'T1564'],
  references: ['man:ps(1)', 'man:proc_pid_cmdline(5)'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      const { argv } = process
      if (!isProgram(process)) continue
      const inName = padding.test((argv[0] ?? '').slice(0, longest))
      const blankWord = argv.slice(0, -1).some(word => /^ {32,}$/.test(word.slice(0, longest)))
      const inside = argv.slice(1).some(word => padding.test(word.slice(0, longest)))
      if (!inName && !blankWord && !inside) continue
      const sure = inName || blankWord
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 的命令行里有 32 个以上连续空格,其后另有内容`,
          en: `the command line of process ${labelOf(process)} has 32 or more blanks with something behind them`,
        },
        about: [process.id],
        evidence: [argvEvidence(process)],
        severity: sure ? 'medium' : 'low',
        confidence: sure ? 0.6 : 0.2,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '大段空格把矿池地址等参数推到终端宽度之外,ps 和 top 里看不到。',
          en: 'Blanks push pool address and options beyond the width of the terminal, so that ps and top do not show them.',
        },
      })
    }
  },
}
