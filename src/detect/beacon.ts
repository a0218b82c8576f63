// Somebody comes to the same server at even intervals with even sizes: a hint that joins others, and hardly more alone.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import { isInside } from '../parse/inside-address.ts'
import { subjectsOf } from './wire-subjects.ts'

export const beacon: Detector = {
  id: 'beacon',
  summary: { zh: '规律回连(疑似远控)', en: 'regular visits to one server, as implants make them' },
  techniques: ['T1071', 'T1029'],
  references: ['https://github.com/activecm/rita-legacy', 'https://attack.mitre.org/techniques/T1029/'],
  needs: ['beacons'],
  *detect(facts, intel) {
    for (const row of facts.beacons) {
      const { client, server, visits, interval, seconds, bytes, score, protocol } = row
      if (isInside(server.address)) continue
      const known = intel.lookup(server.address, server.port)
      const isBad = known !== undefined && known.kind === 'malware'
      yield say(this, {
        title: {
          zh: `${client.address} 每隔约 ${interval} 秒回连 ${server.address}:${server.port}`,
          en: `${client.address} comes to ${server.address}:${server.port} about every ${interval} s`,
        },
        about: subjectsOf(row, client.address, facts),
        evidence: [
          evidence(
            'wire',
            row.frame,
            `${visits} visits in ${seconds} s, ${bytes} bytes each, evenness ${score}${protocol === '' ? '' : `, ${protocol}`}${known === undefined ? '' : `, listed: ${known.source}`}`,
          ),
        ],
        severity: isBad ? 'medium' : 'low',
        confidence: isBad ? 0.6 : 0.2,
        class: 'access',
        signal: isBad ? 'intrusion' : 'context',
        why: {
          zh: '间隔和大小都很规律,远控程序领取命令时多如此。',
          en: 'Intervals and sizes are even, as when an implant asks for orders.',
        },
        whyNot: isBad
          ? undefined
          : { zh: '更新检查、监控和推送同样规律。', en: 'Checks for updates, monitoring and push services are as regular.' },
        at: row.at,
      })
    }
  },
}
