// A miner that the owner declared as his own and that matches the declaration in full: told, never hidden.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import { authorised } from './authorised.ts'

export const authorisedMiner: Detector = {
  id: 'authorised-miner',
  summary: { zh: '机主声明的挖矿程序', en: "the owner's declared miner" },
  techniques: [],
  references: ['rules/NOTICE.md'],
  needs: ['processes', 'files', 'autostarts', 'sockets'],
  *detect(facts, intel) {
    const marks = authorised(facts, intel)
    for (const process of facts.processes) {
      const declared = marks.get(process.id)
      if (declared === undefined) continue
      yield say(this, {
        title: { zh: `进程 ${process.pid} 是机主声明的挖矿程序`, en: `process ${process.pid} is the owner's declared miner` },
        about: [process.id],
        evidence: [
          evidence(
            'proc',
            `/proc/${process.pid}/exe`,
            `${declared.path} · ${declared.unit} · ${declared.wallet} · ${declared.note}`,
            declared.sha256,
          ),
        ],
        severity: 'info',
        confidence: 0.9,
        class: 'miner',
        signal: 'context',
        why: { zh: '它在挖矿,但机主已声明。', en: 'It mines, and the owner has declared it.' },
        whyNot: {
          zh: '路径、SHA-256、服务单元和钱包四项与声明完全一致。',
          en: 'Path, SHA-256, unit and wallet all match the declaration.',
        },
      })
    }
  },
}
