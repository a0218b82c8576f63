// Steps that a person orders by himself, without an incident: what is blocked, and whom the host may talk to.
import type { Lifelines } from '../core/control.ts'
import { shortDigest } from '../core/digest.ts'
import { entity } from '../core/entity.ts'
import type { Step } from '../core/plan.ts'
import type { Some } from '../core/some.ts'
import type { Text } from '../core/text.ts'
import { privateNetworks } from './lifelines.ts'
import { text } from './plan-draft.ts'

/** How long a block of egress stands that nobody confirms, in seconds. */
const unconfirmedSeconds = 120
const mostShown = 3

export interface BlockWish {
  readonly id: string
  /** Of the policy: the step's own id, or one that steps share. */
  readonly name: string
  /** As it was asked for: an address, a network, a domain. */
  readonly what: string
  readonly addresses: readonly string[]
  readonly isName: boolean
  /** 0 for good. */
  readonly seconds: number
  readonly reason: Text
  readonly because: Some<string>
  /** A person has said yes to what is shared with innocents. */
  readonly approved: boolean
  /** What a limit stands on began then. */
  readonly since?: string | undefined
}

export function blockStep(wish: BlockWish, lifelines: Lifelines): Step {
  const { id, name, what, addresses, isName, seconds, reason, because, approved, since = '' } = wish
  const span = spanText(seconds)
  const more = addresses.length > mostShown ? ` +${addresses.length - mostShown}` : ''
  const whom = isName ? what : addresses.slice(0, mostShown).join(', ') + more
  const why = reason.en === '' ? text('', '') : text(`(${reason.zh})`, ` (${reason.en})`)
  return {
    id,
    stage: 'harden',
    action: 'block-address',
    target: entity(isName ? 'domain' : 'ip', what),
    because,
    after: [],
    risk: 'disruptive',
    reversible: true,
    title: text(`双向封锁 ${whom},${span.zh}${why.zh}`, `block ${whom} both ways ${span.en}${why.en}`),
    cost: text('本机及其容器与它之间的流量全部丢弃。', 'Nothing of this host or its containers reaches it, nor it them.'),
    undoing: text(
      '从 davylamp 自己的规则表中取出即可;到期由内核自动解除。',
      'It is taken out of the table of our own; in time the kernel does so by itself.',
    ),
    before: shortDigest(`${name} ${what}`),
    detail: {
      name,
      addresses,
      names: isName ? [what] : [],
      seconds,
      approved,
      reason: reason.en,
      since,
      operators: lifelines.operators,
      ports: lifelines.ports,
      resolvers: lifelines.resolvers,
    },
  }
}

export interface EgressWish {
  readonly id: string
  readonly mode: 'monitor' | 'block'
  /** "tcp/443 192.0.2.1": always allowed, and allowed because a name led there. */
  readonly services: readonly string[]
  readonly named: readonly string[]
  readonly namedSeconds: number
  /** Digest of the list. */
  readonly list: string
  /** This list has been watched for long enough. */
  readonly monitored: boolean
}

export function egressStep({ id, mode, list, ...wish }: EgressWish, { operators, ports, management, resolvers }: Lifelines): Step {
  const isBlock = mode === 'block'
  return {
    id,
    stage: 'harden',
    action: 'filter-egress',
    target: entity('host', 'local'),
    because: ['operator'],
    after: [],
    risk: isBlock ? 'disruptive' : 'safe',
    reversible: true,
    title: isBlock
      ? text('只放行清单内的外联,其余拦截', 'let out only what is on the egress list')
      : text('观察外联:记下清单会拦下的对象,不拦截', 'monitor egress: note whom the list would refuse, and refuse nobody'),
    cost: isBlock
      ? text(
          '新建的外联(含容器转发)不在清单内即被丢弃;已建立的连接、您的连接、DNS、DHCP、NTP 不受影响。',
          'What is begun from now on (forwarded, too) and not on the list is dropped; what is open, your connection, DNS, DHCP and NTP stay.',
        )
      : text('不影响任何流量。', 'No traffic is touched.'),
    undoing: isBlock
      ? text(
          `恢复先前的规则;${unconfirmedSeconds} 秒内未确认则由内核自动解除,即使 davylamp 已被杀死。`,
          `The rules before come back; when nobody confirms within ${unconfirmedSeconds} s, the kernel lifts it by itself, even if davylamp was killed.`,
        )
      : text('删除 davylamp 自己的规则表中的这些规则。', 'These rules are taken out of the table of our own.'),
    before: list,
    detail: {
      name: 'egress',
      mode,
      list,
      ...wish,
      inside: privateNetworks,
      seconds: unconfirmedSeconds,
      operators,
      ports,
      management,
      resolvers,
    },
  }
}

const units = [
  [86_400, '天', 'day'],
  [3600, '小时', 'hour'],
  [60, '分钟', 'minute'],
  [1, '秒', 'second'],
] as const

/** "for 2 hours" by the largest unit that is whole, "for 10 minutes" for what is nearly that; 0 is for good. */
export function spanText(seconds: number): Text {
  if (seconds === 0) return text('直到撤销', 'until it is taken back')
  const whole = seconds < 120 ? seconds : Math.ceil(seconds / 60) * 60
  const [size, zh, en] = units.find(([unit]) => whole >= unit && whole % unit === 0) ?? units[3]
  const count = whole / size
  return text(`为期 ${count} ${zh}`, `for ${count} ${en}${count === 1 ? '' : 's'}`)
}
