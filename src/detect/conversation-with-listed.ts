// A conversation on the wire with an address that is listed as a pool, a proxy or a malware host.
import { type Detector, say } from '../core/detector.ts'
import type { ListedConversation } from '../core/facts/wire.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { subjectsOf } from './wire-subjects.ts'

export const conversationWithListed: Detector = {
  id: 'conversation-with-listed',
  summary: { zh: '流量中与已知矿池或恶意地址的会话', en: 'traffic to a known mining pool or malware address' },
  techniques: ['T1496.001', 'T1071'],
  references: ['https://github.com/stamparm/maltrail'],
  needs: ['conversations'],
  *detect(facts) {
    for (const row of facts.conversations) {
      const { client, server, indicator, transport, packets, bytes, answered, seconds } = row
      const named = indicator.value.endsWith(`:${server.port}`)
      const { severity, confidence } = weigh(row, named)
      const isMalware = indicator.kind === 'malware'
      yield say(this, {
        title: {
          zh: `${client.address} 连接${isMalware ? '恶意地址' : '矿池'} ${server.address}:${server.port}${answered ? '' : '(无应答)'}`,
          en: `${client.address} ${answered ? 'talks to' : 'asks'} the ${isMalware ? 'malware host' : 'mining pool'} ${server.address}:${server.port}${answered ? '' : ' (no answer)'}`,
        },
        about: subjectsOf(row, client.address, facts),
        evidence: [
          evidence(
            'wire',
            row.frame,
            `${transport} ${client.address}:${client.port} → ${server.address}:${server.port} · ${packets} packets, ${bytes} bytes, ${seconds} s · ${indicator.value} · ${indicator.source}`,
          ),
        ],
        severity,
        confidence,
        class: 'pool',
        signal: isMalware ? 'intrusion' : 'mining',
        family: indicator.family,
        why: {
          zh: `对端地址在情报列表中(${indicator.source})。`,
          en: `The other end is on a list (${indicator.source}).`,
        },
        whyNot: named
          ? undefined
          : {
              zh: '列表未限定端口;云主机的地址会换主人,旧条目可能已属于他人。',
              en: 'The list names no port; addresses of cloud hosts change hands, so an old entry may be somebody else’s by now.',
            },
        at: row.at,
      })
    }
  },
}

/** An address without its port is a hint only, and so is a question that nobody answered. */
function weigh({ indicator, answered }: ListedConversation, named: boolean): { severity: Severity; confidence: number } {
  if (!named || !answered) return { severity: 'low', confidence: 0.3 }
  return indicator.kind === 'malware' ? { severity: 'medium', confidence: 0.55 } : { severity: 'high', confidence: 0.75 }
}
