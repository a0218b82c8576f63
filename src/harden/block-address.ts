// Blocks addresses and networks in both directions for a while, or for good; the kernel itself lets them go when their time is over.
import { captured, lifelinesIn, listIn, networkOf, takenBack } from '../contain/planned-network.ts'
import type { Action, Scene } from '../core/action.ts'
import type { Member, NetworkControl } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { networkText } from '../parse/network-text.ts'

const policy = { kind: 'members' } as const

/**
 * Detail: `name`, of the policy: the step's own id, or one that steps share; `addresses` ("192.0.2.7", "2001:db8::/64"), spelt as
 * `networkText` does; `names` that led to them, and may lead to more; `seconds`, 0 for good; `operators`, `ports` and `resolvers`: what must go on working.
 */
export const blockAddress: Action = {
  id: 'block-address',
  summary: {
    zh: '双向封锁地址或网段,到期由内核自动解除(可撤销)',
    en: 'block addresses or networks both ways; the kernel lets them go in time (can be taken back)',
  },
  techniques: ['T1110', 'T1071', 'T1496.001'],
  references: ['https://d3fend.mitre.org/technique/d3f:NetworkTrafficFiltering/', 'https://wiki.nftables.org/'],
  counters: ['D3-NTF', 'RA_3101'],
  stage: 'harden',
  prepare(step, scene) {
    const planned = plannedIn(step, scene)
    if (isGap(planned)) return planned
    const { network, name, members } = planned
    if (name === step.id) return captured([name], scene)
    const there = network.members(name, 'banned')
    if (isGap(there) && there.why !== 'absent') return there
    const known = isGap(there) ? [] : there.filter(({ address }) => members.some(m => m.address === address))
    return { known: known.map(({ address, seconds = 0 }) => ({ address, seconds })) }
  },
  apply(go, scene) {
    const planned = plannedIn(go.step, scene)
    if (isGap(planned)) return planned
    const { network, name, members } = planned
    const lifelines = lifelinesIn(go.step.detail)
    const before = network.working(lifelines)
    const there = network.members(name, 'banned')
    const stands = network.holds(name, policy) === undefined
    const failed =
      (stands ? undefined : network.install(name, policy)) ??
      network.enrol(name, 'banned', [...(stands || isGap(there) ? [] : there), ...members]) ??
      network.leak({ kind: 'addresses', endpoints: members.map(({ address }) => ({ address })) })
    if (failed !== undefined) return failed
    const after = new Set(network.working(lifelines))
    const lost = before.find(what => !after.has(what))
    return lost === undefined ? undefined : gap(lost, 'tampered', 'does not work any more')
  },
  undo(go, scene) {
    if (go.undo['was'] !== undefined) return takenBack(go, scene)
    const planned = plannedIn(go.step, scene)
    if (isGap(planned)) return planned
    const { network, name, members } = planned
    const known = (go.undo['known'] as readonly { address: string; seconds: number }[]).map(memberOf)
    const failed = network.dismiss(name, 'banned', members) ?? network.enrol(name, 'banned', known)
    if (failed !== undefined) return failed.why === 'absent' ? undefined : failed
    const left = network.members(name, 'banned')
    return !isGap(left) && left.length === 0 ? network.restore(name, undefined) : undefined
  },
  verify(step, scene) {
    const planned = plannedIn(step, scene)
    if (isGap(planned)) return planned
    const { network, name, members } = planned
    const there = network.holds(name, policy) ?? network.members(name, 'banned')
    if (isGap(there)) return there
    const missing = members.find(({ address }) => !there.some(m => m.address === address))
    return missing === undefined ? undefined : gap(missing.address, 'absent', 'is not blocked')
  },
}

interface Planned {
  readonly network: NetworkControl
  readonly name: string
  readonly members: readonly Member[]
}

function plannedIn({ id, detail }: Step, scene: Scene): Planned | Gap {
  const { name, seconds } = detail
  const addresses = listIn(detail, 'addresses').map(String)
  const isWhole =
    typeof name === 'string' &&
    Number.isSafeInteger(seconds) &&
    Number(seconds) >= 0 &&
    addresses.length + listIn(detail, 'names').length > 0
  if (!isWhole || addresses.some(address => networkText(address) !== address))
    return gap(id, 'malformed', 'the plan does not tell what is to be blocked')
  const network = networkOf(scene)
  return isGap(network) ? network : { network, name, members: addresses.map(address => memberOf({ address, seconds: Number(seconds) })) }
}

function memberOf({ address, seconds }: { readonly address: string; readonly seconds: number }): Member {
  return { address, ...(seconds > 0 && { seconds }) }
}
