// One inside machine that is let in at many others in short time: what administrators do, and worms with stolen keys. What happened to that machine before tells which.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { RemoteServices } from '../core/facts/wire.ts'
import type { Facts } from '../core/facts.ts'
import { type Evidence, evidence } from '../core/finding.ts'
import { isInside } from '../parse/inside-address.ts'
import { subjectsOf } from './wire-subjects.ts'

const leastHosts = 8
/** Of the machines: visited again and again, they are somebody's daily work. */
const mostHabitual = 0.5
const manyRefusals = 6
const mostShown = 12

export const lateralMovement: Detector = {
  id: 'lateral-movement',
  summary: { zh: '内网主机短时间登录大量主机(横向移动)', en: 'an inside machine is let in at many others (lateral movement)' },
  techniques: ['T1021'],
  references: ['https://attack.mitre.org/tactics/TA0008/', 'https://attack.mitre.org/techniques/T1021/'],
  needs: ['remoteServices', 'exploits', 'loginTries', 'downloads'],
  *detect(facts) {
    for (const row of facts.remoteServices) {
      const { client, service, reached, sessions, habitual, seconds } = row
      const hosts = row.hosts.filter(isInside)
      if (!isInside(client.address) || hosts.length < leastHosts || habitual > reached * mostHabitual) continue
      const before = fallen(row, facts)
      const minutes = Math.max(1, Math.round(seconds / 60))
      yield say(this, {
        title: {
          zh: `${client.address} 在 ${minutes} 分钟内登录了 ${reached} 台内网主机(${service})`,
          en: `${client.address} was let in at ${reached} inside machines by ${service} within ${minutes} minutes`,
        },
        about: [
          ...subjectsOf(row, client.address, facts),
          ...(before === undefined ? [] : hosts.slice(0, mostShown).map(host => entity('ip', host))),
        ],
        evidence: [
          evidence(
            'wire',
            row.frame,
            `${service}: ${sessions} sessions at ${hosts.slice(0, mostShown).join(', ')}${reached > mostShown ? ', …' : ''}`,
          ),
          ...(before === undefined ? [] : [before]),
        ],
        severity: before === undefined ? 'low' : 'medium',
        confidence: before === undefined ? 0.2 : 0.6,
        class: 'access',
        signal: before === undefined ? 'context' : 'intrusion',
        why: {
          zh: `这些主机此前在抓包中未被它登录过${before === undefined ? '。' : ',而它自己此前已遭入侵。'}`,
          en: `None of them was visited by it before in what was captured${before === undefined ? '.' : ', and it had been broken into itself.'}`,
        },
        whyNot:
          before === undefined
            ? { zh: '运维跳板机、Ansible 与备份服务器也是如此。', en: 'Jump hosts, Ansible and backup servers do the same.' }
            : undefined,
        at: row.at,
      })
    }
  },
}

/** What happened to the machine before it went round: an attack that may have worked, a guessed password, a miner that came, a round of another that passed by. */
function fallen({ client: { address }, at, service }: RemoteServices, facts: Facts): Evidence | undefined {
  const attack = facts.exploits.find(row => row.server.address === address && row.at <= at && row.succeeded === true)
  if (attack !== undefined) return evidence('wire', attack.frame, `${attack.product}: ${attack.patch} from ${attack.client.address}`)
  const guess = facts.loginTries.find(row => row.server.address === address && row.at <= at && row.accepted && row.refused >= manyRefusals)
  if (guess !== undefined)
    return evidence('wire', guess.frame, `${guess.service}: accepted after ${guess.refused} refusals from ${guess.client.address}`)
  const load = facts.downloads.find(row => row.receiver === address && row.at <= at && row.miner.length > 0)
  if (load !== undefined) return evidence('wire', load.frame, `${load.kind} from ${load.url}: ${load.miner.join(' · ')}`)
  const other = facts.remoteServices.find(
    row => row.client.address !== address && row.service === service && row.at < at && row.hosts.includes(address),
  )
  return other === undefined
    ? undefined
    : evidence('wire', other.frame, `${other.client.address} had been there by ${service} on a round of its own`)
}
