// Somebody speaks a miner's language with a pool.
import { type Detector, say } from '../core/detector.ts'
import { type EntityId, entity } from '../core/entity.ts'
import type { Stratum } from '../core/facts/wire.ts'
import { evidence } from '../core/finding.ts'
import { type CoinYield, dailyUsd } from '../core/intel.ts'
import { some } from '../core/some.ts'
import { coinOfName } from '../parse/protocols/coin-of-name.ts'
import { moneyText, rateText } from '../parse/rate-text.ts'
import { askedNames } from './asked-name.ts'
import { miningWeight } from './mining-weight.ts'
import { subjectsOf } from './wire-subjects.ts'

export const stratumConversation: Detector = {
  id: 'stratum-conversation',
  summary: { zh: '与矿池的挖矿协议会话', en: 'a conversation with a mining pool' },
  techniques: ['T1496.001', 'T1071'],
  references: ['https://github.com/xmrig/xmrig/blob/master/doc/STRATUM.md', 'https://github.com/stratum-mining/sv2-spec'],
  needs: ['stratum', 'names', 'answers'],
  *detect(facts, intel) {
    const declared = new Set(intel.authorised.map(({ wallet }) => wallet))
    const nameOf = askedNames(facts)
    for (const row of facts.stratum) {
      const confidence = miningWeight(row)
      if (confidence < 0.3) continue
      const { client, server, dialect } = row
      const isLikely = confidence < 0.8
      const from = `${client.address}:${client.port}`
      const there = `${server.address}:${server.port}`
      const name = row.pool === '' ? nameOf(row) : row.pool
      const coin = coinAt(row, name)
      const pool = name === '' || name === there ? there : `${name} (${there})`
      const what = [coin, dialect].filter(word => word !== '').join(', ')
      const wallets: readonly EntityId[] = row.wallets.map(w => entity('wallet', w))
      // Coins that go to the owner's declared wallets are no theft.
      const isOwn = row.wallets.length > 0 && row.wallets.every(wallet => declared.has(wallet))
      yield say(this, {
        title: {
          zh: `${from} ${isLikely ? '疑似' : ''}正在为矿池 ${pool} 挖矿(${what})`,
          en: `${from} ${isLikely ? 'seems to mine' : 'mines'} for the pool ${pool} (${what})`,
        },
        about: [...subjectsOf(row, client.address, facts), ...wallets],
        evidence: some(row.lines.map(line => evidence('wire', row.frame, line))) ?? [evidence('wire', row.frame, dialect)],
        severity: isOwn ? 'info' : confidence >= 0.95 ? 'critical' : confidence >= 0.7 ? 'high' : confidence >= 0.5 ? 'medium' : 'low',
        confidence,
        class: 'pool',
        signal: isOwn ? 'context' : 'mining',
        why: why(row, intel.yields.get(coin)),
        whyNot: isOwn
          ? { zh: '收益全部进入机主声明的钱包。', en: 'All rewards go to wallets that the owner declared as his own.' }
          : undefined,
        at: row.at,
      })
    }
  },
}

/** Of coins that share a dialect and its addresses the pool's name tells the one. */
function coinAt({ coin, dialect }: Stratum, name: string): string {
  const named = coinOfName(name)
  return (coin === 'ETC' && dialect.startsWith('eth') ? (named ?? coin) : (coin ?? named)) ?? ''
}

function why(row: Stratum, earning: CoinYield | undefined): { zh: string; en: string } {
  const { jobs, submitted, accepted, rejected, wallets, agent, worker, miners, via, hashrate, claimed, verbs, dialect } = row
  const rate = hashrate ?? claimed
  const shown = rateText(rate, dialect === 'zec' ? 'Sol' : 'H')
  const money = earning === undefined || rate === undefined ? '' : moneyText(dailyUsd(earning, rate))
  const parts: readonly (readonly [boolean, string, string])[] = [
    [hashrate !== undefined, `按份额估算约 ${shown}`, `about ${shown} by its shares`],
    [hashrate === undefined && claimed !== undefined, `自报 ${shown}`, `claims ${shown}`],
    [
      money !== '',
      `按 ${earning?.date} 的币价与全网算力约合每天 ${money} 美元`,
      `worth about ${money} US dollars a day at price and network of ${earning?.date}`,
    ],
    [miners > 1, `${miners} 个登录名(矿池代理)`, `${miners} logins (a proxy of many miners)`],
    [wallets.length > 0, `钱包 ${wallets.slice(0, 3).join('、')}`, `wallet ${wallets.slice(0, 3).join(', ')}`],
    [worker !== '', `矿工名 ${worker}`, `worker ${worker}`],
    [agent !== '', `客户端 ${agent}`, `client ${agent}`],
    [
      true,
      `提交份额 ${submitted} 次(接受 ${accepted},拒绝 ${rejected})`,
      `${submitted === 1 ? '1 share' : `${submitted} shares`} handed in (${accepted} accepted, ${rejected} refused)`,
    ],
    [true, `下发任务 ${jobs} 次`, `${jobs === 1 ? '1 job' : `${jobs} jobs`} given`],
    [verbs.length > 0, `消息 ${verbs.slice(0, 6).join('、')}`, `messages ${verbs.slice(0, 6).join(', ')}`],
    [via.length > 0, `经由 ${via.join(' → ')}`, `through ${via.join(' → ')}`],
  ]
  const told = parts.filter(([isSo]) => isSo)
  if (row.dialect === 'stratum-2-noise')
    return {
      zh: `内容已加密;握手与首批消息的长度与 Stratum V2 完全一致,其中有 ${submitted} 条是份额的长度。`,
      en: `It is encrypted; the handshake and the first messages have the sizes of Stratum V2 and of nothing else known, ${submitted} of them that of a share.`,
    }
  return {
    zh: `会话使用挖矿协议:${told.map(([, zh]) => zh).join(',')}。`,
    en: `A mining protocol is spoken: ${told.map(([, , en]) => en).join(', ')}.`,
  }
}
