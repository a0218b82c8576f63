// A process whose command line is that of a miner, whatever it calls itself.
import { type Detector, say } from '../core/detector.ts'
import { type EntityId, entity } from '../core/entity.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { readMinerCommand } from '../parse/miner-command.ts'
import { wordsOf } from './process-argv.ts'
import { argvEvidence, isProgram, labelOf } from './process-words.ts'

export const minerCommandLine: Detector = {
  id: 'miner-command-line',
  summary: { zh: '进程的命令行是挖矿程序的命令行', en: 'the command line of a process is that of a miner' },
  techniques: ['T1496.001'],
  references: ['https://xmrig.com/docs/miner/command-line-options', 'man:getopt_long(3)'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      if (!isProgram(process)) continue
      const read = readMinerCommand(wordsOf(process))
      if (read === undefined) continue
      const wallets: EntityId[] = read.wallets.filter(w => w.certain).map(w => entity('wallet', w.address))
      const signs = read.evidence.map(e => `${e.kind}: ${e.text}`).join(' · ')
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 的命令行像挖矿程序`,
          en: `the command line of process ${labelOf(process)} is like a miner's`,
        },
        about: [process.id, ...new Set(wallets)],
        evidence: [argvEvidence(process), evidence('proc', `/proc/${process.pid}/cmdline`, signs)],
        severity: severityOf(read.score),
        confidence: read.score < 0.5 ? 0.3 : Math.min(0.97, read.score),
        class: 'miner',
        signal: 'mining',
        why: {
          zh: '矿池地址、钱包、算法和挖矿专用选项只有挖矿程序才会同时使用;证据按种类计分,与程序名无关。',
          en: 'Pool address, wallet, algorithm and miners’ own options come together only in a miner; each kind counts, whatever the name.',
        },
      })
    }
  },
}

function severityOf(score: number): Severity {
  return score >= 0.95 ? 'critical' : score >= 0.75 ? 'high' : score >= 0.5 ? 'medium' : 'low'
}
