// A node of a coin talks with its peers: no mining, but worth knowing beside it.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import { subjectsOf } from './wire-subjects.ts'

export const coinNodeTalk: Detector = {
  id: 'coin-node-talk',
  summary: { zh: '加密货币节点的对等通信', en: 'a node of a coin talks with its peers' },
  techniques: [],
  references: ['https://en.bitcoin.it/wiki/Protocol_documentation'],
  needs: ['coinNodes'],
  *detect(facts) {
    const machines = new Set<string>()
    for (const row of facts.coinNodes) {
      const { client, server, coin, agent } = row
      const key = `${client.address} ${coin}`
      if (machines.has(key)) continue
      machines.add(key)
      const name = coin === '' ? { zh: '某种加密货币', en: 'a coin' } : { zh: coin, en: coin }
      yield say(this, {
        title: { zh: `${client.address} 运行${name.zh}节点`, en: `${client.address} runs a node of ${name.en}` },
        about: subjectsOf(row, client.address, facts),
        evidence: [
          evidence('wire', row.frame, `${client.address}:${client.port} → ${server.address}:${server.port} ${coin} ${agent}`.trimEnd()),
        ],
        severity: 'info',
        confidence: 0.9,
        class: 'pool',
        signal: 'context',
        why: {
          zh: '节点之间交换区块和交易,本身不是挖矿,也不连接矿池。',
          en: 'Nodes pass blocks and transactions on; that is no mining, and no pool takes part in it.',
        },
        at: row.at,
      })
    }
  },
}
