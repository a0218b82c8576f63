// Somebody speaks a miner's language with a pool.
import { type Detector, say } from '../core/detector.ts'
import { type EntityId, entity } from '../core/entity.ts'
import type { Stratum } from '../core/facts/wire.ts'
import { evidence } from '../core/finding.ts'
import { some } from '../core/some.ts'
import { subjectsOf } from './wire-subjects.ts'

export const stratumConversation: Detector = {
  id: 'stratum-conversation',
  summary: { zh: '与矿池的 stratum 会话', en: 'a stratum conversation with a mining pool' },
  techniques: ['T1496.001', 'T1071'],
  references: ['https://github.com/xmrig/xmrig/blob/master/doc/STRATUM.md'],
  needs: ['stratum'],
  *detect(facts) {
    for (const row of facts.stratum) {
      const confidence = confidenceOf(row)
      if (confidence < 0.3) continue
      const { client, server, coin = '', dialect } = row
      const from = `${client.address}:${client.port}`
      const pool = `${server.address}:${server.port}`
      const what = [coin, dialect].filter(word => word !== '').join(', ')
      const wallets: readonly EntityId[] = row.wallets.map(w => entity('wallet', w))
      yield say(this, {
        title: {
          zh: `${from} 正在为矿池 ${pool} 挖矿(${what})`,
          en: `${from} mines for the pool ${pool} (${what})`,
        },
        about: [...subjectsOf(row, client.address, facts), ...wallets],
        evidence: some(row.lines.map(line => evidence('wire', row.frame, line))) ?? [evidence('wire', row.frame, dialect)],
        severity: confidence >= 0.95 ? 'critical' : confidence >= 0.7 ? 'high' : 'medium',
        confidence,
        class: 'pool',
        signal: 'mining',
        why: {
          zh: `会话内容是挖矿协议:${told(row).zh}。`,
          en: `What is said is a mining protocol: ${told(row).en}.`,
        },
        at: row.at,
      })
    }
  },
}

/** Work handed out and shares handed in are mining itself; a login alone only asks for it. */
function confidenceOf({ jobs, submitted, accepted, wallets, login }: Stratum): number {
  if (jobs > 0 && submitted > 0) return 0.99
  if (jobs > 0 && (login !== '' || accepted > 0)) return 0.97
  if (submitted > 0) return accepted > 0 ? 0.97 : 0.9
  if (jobs > 0) return 0.9
  return wallets.length > 0 ? 0.9 : 0.2
}

function told({ jobs, submitted, accepted, wallets, agent }: Stratum): { zh: string; en: string } {
  const who = agent === '' ? '' : agent
  return {
    zh: [
      `下发任务 ${jobs} 次`,
      `提交份额 ${submitted} 次(接受 ${accepted})`,
      ...wallets.map(w => `钱包 ${w}`),
      ...(who === '' ? [] : [`客户端 ${who}`]),
    ].join(','),
    en: [
      `${jobs} jobs given`,
      `${submitted} shares handed in (${accepted} accepted)`,
      ...wallets.map(w => `wallet ${w}`),
      ...(who === '' ? [] : [`client ${who}`]),
    ].join(', '),
  }
}
