// Command histories that were turned off or frozen.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'

const history = /\/\.\w+_history$/

export const disabledHistory: Detector = {
  id: 'disabled-history',
  summary: { zh: '命令历史被停用或锁定', en: 'command histories that were turned off or frozen' },
  techniques: ['T1690', 'T1070.003'],
  references: ['https://attack.mitre.org/techniques/T1690/', 'man:chattr(1)'],
  needs: ['logFiles'],
  *detect({ logFiles }) {
    for (const { path, oddities, size } of logFiles) {
      if (!history.test(path)) continue
      const frozen = oddities.includes('immutable')
      if (!frozen && !oddities.includes('symlink to /dev/null')) continue
      yield say(this, {
        title: frozen
          ? { zh: `命令历史 ${path} 被锁定,不再记录`, en: `the command history ${path} is locked and records nothing` }
          : { zh: `命令历史 ${path} 被链接到 /dev/null`, en: `the command history ${path} leads to /dev/null` },
        about: [entity('file', path)],
        evidence: [evidence('file', path, frozen ? `immutable flag · ${size} bytes` : 'symlink to /dev/null')],
        severity: frozen ? 'medium' : 'low',
        confidence: frozen ? 0.4 : 0.3,
        class: 'tampering',
        signal: 'intrusion',
        why: { zh: '攻击者停用命令历史,使操作不留痕迹。', en: 'Attackers turn it off so that what they type leaves no trace.' },
        whyNot: { zh: '个别管理员出于保密也会这样做。', en: 'Some administrators do it for secrecy.' },
        joinsMining: true,
      })
    }
  },
}
