// Echoes of ICMP whose replies are not what was sent: a tunnel.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import { subjectsOf } from './wire-subjects.ts'

const leastShare = 0.2

export const echoTunnel: Detector = {
  id: 'echo-tunnel',
  summary: { zh: 'ICMP 隧道', en: 'a tunnel through echoes of ICMP' },
  techniques: ['T1095', 'T1572'],
  references: ['https://www.rfc-editor.org/rfc/rfc792', 'https://github.com/friedrich/hans'],
  needs: ['echoTunnels'],
  *detect(facts) {
    for (const row of facts.echoTunnels) {
      const { client, server, packets, changed, bytes, excerpt } = row
      if (changed < packets * leastShare) continue
      yield say(this, {
        title: {
          zh: `${client.address} 与 ${server.address} 之间有 ICMP 隧道`,
          en: `${client.address} and ${server.address} tunnel data through echoes of ICMP`,
        },
        about: subjectsOf(row, client.address, facts),
        evidence: [evidence('wire', row.frame, excerpt)],
        severity: 'high',
        confidence: 0.8,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: `${packets} 个回显中 ${changed} 个应答与请求内容不同,共 ${bytes} 字节;正常应答只会重复请求。`,
          en: `Of ${packets} echoes ${changed} replies differ from what was sent, ${bytes} bytes in all; an honest reply repeats the request.`,
        },
        at: row.at,
      })
    }
  },
}
