// Puts the egress allow-list into force: noting down what it would refuse, or refusing it; a block lifts itself unless it is confirmed.
import { allHold, captured, enforce, lifelinesIn, listIn, type Named, takenBack } from '../contain/planned-network.ts'
import type { Action } from '../core/action.ts'
import { addressBytes } from '../core/address.ts'
import type { Service } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Detail, Step } from '../core/plan.ts'

/**
 * Detail: `name`, of the policy; `mode`: "monitor" or "block"; `services` ("tcp/443 192.0.2.1") that are always allowed; `named`, of the same
 * form, that names led to, allowed for `namedSeconds`; `inside`: networks that forwarded packets may go to; `seconds` after which the kernel
 * lifts a block that nobody confirmed; `operators`, `ports`, `management` and `resolvers`: what stays open.
 */
export const filterEgress: Action = {
  id: 'filter-egress',
  summary: {
    zh: '外联放行清单:先观察,后拦截(不确认则自动解除,可撤销)',
    en: 'allow-list for outgoing connections: monitor, then block (lifts itself unless confirmed)',
  },
  techniques: ['T1071', 'T1496.001', 'T1105', 'T1041'],
  references: ['https://d3fend.mitre.org/technique/d3f:OutboundTrafficFiltering/', 'https://wiki.nftables.org/'],
  counters: ['D3-OTF', 'RA_3101'],
  stage: 'harden',
  prepare(step, scene) {
    const policies = policiesOf(step)
    return isGap(policies)
      ? policies
      : captured(
          policies.map(([name]) => name),
          scene,
        )
  },
  apply({ step }, scene) {
    const policies = policiesOf(step)
    if (isGap(policies)) return policies
    const { mode, seconds } = step.detail
    return enforce(policies, lifelinesIn(step.detail), scene, mode === 'block' ? Number(seconds) : undefined)
  },
  undo: takenBack,
  verify(step, scene) {
    const policies = policiesOf(step)
    return isGap(policies) ? policies : allHold(policies, scene)
  },
}

function policiesOf({ id, detail }: Step): Named | Gap {
  const { name, mode, namedSeconds, seconds } = detail
  const endpoints = servicesIn(detail, 'services')
  const named = servicesIn(detail, 'named')
  const spans = [namedSeconds, seconds].every(value => Number.isSafeInteger(value) && Number(value) > 0)
  if (typeof name !== 'string' || (mode !== 'monitor' && mode !== 'block') || !spans || endpoints === undefined || named === undefined)
    return gap(id, 'malformed', 'the plan does not tell what is to be allowed')
  const policy = {
    kind: 'egress',
    mode,
    endpoints,
    named: named.map(service => ({ ...service, seconds: Number(namedSeconds) })),
    inside: listIn(detail, 'inside').map(String),
    lifelines: lifelinesIn(detail),
  } as const
  return [[name, policy]]
}

/** Undefined when one of them is no service. */
function servicesIn(detail: Detail, key: string): readonly Service[] | undefined {
  const given = listIn(detail, key)
  const services = given.map(text => serviceOf(String(text))).filter(service => service !== undefined)
  return services.length < given.length ? undefined : services
}

function serviceOf(text: string): Service | undefined {
  const [, transport, port, address = ''] = /^(tcp|udp)\/(\d{1,5}) (\S+)$/.exec(text) ?? []
  if ((transport !== 'tcp' && transport !== 'udp') || Number(port) > 65_535 || addressBytes(address) === undefined) return undefined
  return { address, transport, port: Number(port) }
}
