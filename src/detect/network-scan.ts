// Scans on the wire, and the chain of a worm: who was scanned, guessed or exploited, and then does the same to others.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { Scan, WireRow } from '../core/facts/wire.ts'
import type { Facts } from '../core/facts.ts'
import { type Evidence, evidence } from '../core/finding.ts'
import { isInside } from '../parse/inside-address.ts'

/** Doors that miners' worms knock at: SSH, Telnet, SMB, databases, Docker, Kubernetes, Hadoop, Spark, consoles of Java. */
const wormPorts = new Set([
  22, 23, 2323, 139, 445, 1433, 2375, 2376, 3306, 3389, 4243, 5432, 5555, 5601, 5985, 6379, 6380, 7001, 8088, 8090, 8161, 8983, 9200,
  10_250, 11_211, 27_017, 61_616,
])
/** Ports of one machine: fewer may be a client that looks for its service. */
const manyPorts = 12
const namesOfPorts = (ports: readonly number[]): string => `${ports.slice(0, 12).join(', ')}${ports.length > 12 ? ' …' : ''}`

interface Cause {
  readonly row: WireRow
  readonly what: string
}

export const networkScan: Detector = {
  id: 'network-scan',
  summary: { zh: '网络扫描与蠕虫式横向扩散', en: 'network scans, and worms that move on' },
  techniques: ['T1046'],
  references: ['https://attack.mitre.org/techniques/T1046/', 'https://attack.mitre.org/techniques/T1210/'],
  needs: ['scans', 'loginTries', 'exploits'],
  *detect(facts) {
    const causes = causesIn(facts)
    for (const scan of facts.scans) {
      const { client, server, shape, ports, hosts, doors, opened } = scan
      // Over UDP much asks in vain: names, time, neighbours.
      const isUdp = scan.conversation.startsWith('connection:udp/')
      const cause = isUdp ? undefined : causes.get(client.address)?.find(({ row }) => row.at < scan.at)
      const inside = isInside(client.address)
      const isWormLike = shape === 'horizontal' ? !isUdp && ports.some(port => wormPorts.has(port)) : doors >= manyPorts
      const port = `${isUdp ? 'UDP ' : ''}${namesOfPorts(ports)}`
      const target = shape === 'vertical' ? server.address : `${hosts}`
      const more: readonly Evidence[] = cause === undefined ? [] : [evidence('wire', cause.row.frame, cause.what)]
      yield say(this, {
        title:
          cause !== undefined
            ? {
                zh: `${client.address} 先遭入侵尝试,随后自己开始扫描(端口 ${port})`,
                en: `${client.address} was attacked, and then began to scan others itself (port ${port})`,
              }
            : shape === 'vertical'
              ? {
                  zh: `${client.address} 扫描了 ${target} 的 ${doors} 个${isUdp ? ' UDP ' : ''}端口`,
                  en: `${client.address} scanned ${doors}${isUdp ? ' UDP' : ''} ports of ${target}`,
                }
              : {
                  zh: `${client.address} 扫描了 ${target} 台主机的 ${port} 端口`,
                  en: `${client.address} scanned port ${port} of ${target} machines`,
                },
        about: [entity('ip', client.address)],
        evidence: [
          evidence(
            'wire',
            scan.frame,
            `${shape} scan from ${scan.at} to ${scan.last}: ${doors} doors (ports ${port}; ${hosts} machines), ${opened} opened`,
          ),
          ...more,
        ],
        severity: cause !== undefined ? 'high' : inside ? (isWormLike ? 'medium' : 'low') : 'low',
        confidence: cause !== undefined ? 0.8 : inside && isWormLike ? 0.5 : 0.3,
        class: 'access',
        signal: cause !== undefined || (inside && isWormLike) ? 'intrusion' : 'context',
        techniques: cause === undefined ? ['T1046'] : ['T1046', 'T1210'],
        why: {
          zh: `${doors} 个目标中仅 ${opened} 个真正交谈${cause === undefined ? '' : ';同样的事此前曾发生在它身上,是蠕虫扩散的样子'}。`,
          en: `Of ${doors} doors only ${opened} led to a conversation${cause === undefined ? '' : '; the same was done to it before, as worms move on'}.`,
        },
        whyNot:
          cause !== undefined
            ? undefined
            : inside
              ? { zh: '也可能是本单位的资产盘点或漏洞扫描器。', en: 'It may be one’s own inventory or vulnerability scanner.' }
              : { zh: '互联网上的扫描无时不在,本身不代表出事。', en: 'The Internet is scanned all the time: that alone is no incident.' },
        at: scan.at,
      })
    }
  },
}

/** By machine: what was done to it. */
function causesIn({ scans, loginTries, exploits }: Facts): ReadonlyMap<string, readonly Cause[]> {
  const causes = new Map<string, Cause[]>()
  const add = (row: WireRow, what: string): void => {
    const list = causes.get(row.server.address)
    if (list === undefined) causes.set(row.server.address, [{ row, what }])
    else if (list.length < 64) list.push({ row, what })
  }
  for (const row of exploits) if (row.confidence !== 'loose') add(row, `${row.patch} from ${row.client.address}: ${row.excerpt}`)
  for (const row of loginTries)
    if (row.accepted && row.refused > 2) add(row, `${row.service}: ${row.client.address} got in after ${row.refused} refusals`)
  for (const row of scans as readonly Scan[])
    if (row.shape === 'vertical') add(row, `scanned by ${row.client.address}: ports ${namesOfPorts(row.ports)}`)
  return causes
}
