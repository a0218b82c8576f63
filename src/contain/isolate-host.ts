// Cuts the whole host off, but for the operator and what a host needs to stay reachable; lifts itself unless it is confirmed.
import type { Action } from '../core/action.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { allHold, captured, enforce, lifelinesIn, type Named, takenBack } from './planned-network.ts'

/**
 * Detail: `name`, of the policy; `seconds` after which the kernel lifts it by itself; `operators`, `ports`, `management` and `resolvers`:
 * what stays open. It holds only once it was confirmed (NetworkControl.confirm) by whoever performs it.
 */
export const isolateHost: Action = {
  id: 'isolate-host',
  summary: {
    zh: '隔离整台主机,只保留操作者的连接(不确认则自动解除)',
    en: 'isolate the whole host but for the operator (lifts itself unless confirmed)',
  },
  techniques: ['T1014', 'T1071'],
  references: ['https://d3fend.mitre.org/technique/d3f:NetworkIsolation/', 'https://wiki.nftables.org/'],
  counters: ['D3-NI', 'RA_3101'],
  stage: 'contain',
  prepare(step, scene) {
    const policies = policiesOf(step)
    return isGap(policies)
      ? policies
      : captured(
          policies.map(([name]) => name),
          scene,
        )
  },
  apply(go, scene) {
    const policies = policiesOf(go.step)
    if (isGap(policies)) return policies
    return enforce(policies, lifelinesIn(go.step.detail), scene, Number(go.step.detail['seconds']))
  },
  undo: takenBack,
  verify(step, scene) {
    const policies = policiesOf(step)
    return isGap(policies) ? policies : allHold(policies, scene)
  },
}

function policiesOf({ id, detail }: Step): Named | Gap {
  const { name, seconds } = detail
  if (typeof name !== 'string' || !Number.isSafeInteger(seconds) || Number(seconds) < 1)
    return gap(id, 'malformed', 'the plan does not tell how the host is to be isolated')
  return [[`${name}-host`, { kind: 'host', lifelines: lifelinesIn(detail) }]]
}
