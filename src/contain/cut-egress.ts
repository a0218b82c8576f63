// Cuts an incident off from the network: its remote addresses for everybody, and everything else for its own processes.
import type { Action, Scene } from '../core/action.ts'
import { addressRange } from '../core/address.ts'
import type { Endpoint } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { allHold, captured, enforce, lifelinesIn, listIn, type Named, takenBack } from './planned-network.ts'

const groupFolders = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified']

/**
 * Detail: `name`, of the policies; `endpoints`: "192.0.2.7", "192.0.2.7:3333", "[2001:db8::7]:3333"; `group`: the cgroup that the suspects are
 * frozen in; `uid`: an account that is theirs alone, where there are no such groups; `operators` and `ports`: what must go on working.
 */
export const cutEgress: Action = {
  id: 'cut-egress',
  summary: {
    zh: '切断与矿池、控制端的网络连接(可撤销)',
    en: 'cut the network to pools and control servers (can be taken back)',
  },
  techniques: ['T1496.001', 'T1071'],
  references: ['https://d3fend.mitre.org/technique/d3f:NetworkTrafficFiltering/', 'https://wiki.nftables.org/'],
  counters: ['D3-NTF', 'RA_3101'],
  stage: 'contain',
  prepare(step, scene) {
    const planned = plannedIn(step)
    return isGap(planned) ? planned : captured(namesOf(planned), scene)
  },
  apply(go, scene) {
    const planned = plannedIn(go.step)
    return isGap(planned) ? planned : enforce(policiesOf(planned, scene), lifelinesIn(go.step.detail), scene)
  },
  undo: takenBack,
  verify(step, scene) {
    const planned = plannedIn(step)
    return isGap(planned) ? planned : allHold(policiesOf(planned, scene), scene)
  },
}

interface Planned {
  readonly name: string
  readonly endpoints: readonly Endpoint[]
  readonly group: string | undefined
  readonly uid: number | undefined
}

function plannedIn({ id, detail }: Step): Planned | Gap {
  const { name, group, uid } = detail
  const endpoints = listIn(detail, 'endpoints').map(e => endpointOf(String(e)))
  const isWhole =
    typeof name === 'string' &&
    endpoints.every(e => e !== undefined) &&
    (group === undefined || (typeof group === 'string' && /^[\w.-]+$/.test(group))) &&
    (uid === undefined || (Number.isSafeInteger(uid) && Number(uid) > 0)) &&
    (endpoints.length > 0 || group !== undefined || uid !== undefined)
  if (!isWhole) return gap(id, 'malformed', 'the plan does not tell what is to be blocked')
  return { name, endpoints, group, uid: uid === undefined ? undefined : Number(uid) }
}

function endpointOf(text: string): Endpoint | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^\]:]+)):(\d{1,5})$/.exec(text) ?? []
  const address = bracketed ?? plain ?? text
  return addressRange(address) === undefined || Number(port ?? 1) > 65535 ? undefined : { address, ...(port && { port: Number(port) }) }
}

function namesOf({ name, endpoints, group, uid }: Planned): readonly string[] {
  return [
    ...(endpoints.length > 0 ? [`${name}-addresses`] : []),
    ...(group === undefined ? [] : [`${name}-group`]),
    ...(uid === undefined ? [] : [`${name}-uid`]),
  ]
}

/** A group that is there no more holds nobody who could open a connection. */
function policiesOf({ name, endpoints, group, uid }: Planned, { host }: Scene): Named {
  const stats = group === undefined ? [] : groupFolders.map(folder => host.files.stat(`${folder}/${group}`))
  const found = stats.find(stat => !isGap(stat))
  return [
    ...(endpoints.length > 0 ? [[`${name}-addresses`, { kind: 'addresses', endpoints }] as const] : []),
    ...(found === undefined || isGap(found) ? [] : [[`${name}-group`, { kind: 'cgroup', id: String(found.ino), depth: 1 }] as const]),
    ...(uid === undefined ? [] : [[`${name}-uid`, { kind: 'uid', uid }] as const]),
  ]
}
