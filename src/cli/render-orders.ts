// Standing orders for a person: what, until when, why, and whether the kernel still holds it.
import { styleText } from 'node:util'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Lang } from '../core/text.ts'
import { hostControl } from '../host/control.ts'
import type { Order } from '../store/orders.ts'
import { actionsById } from './actions.ts'
import { sayer } from './language.ts'
import { rehearsalVault } from './rehearsal.ts'
import { padded, safe, short } from './safe.ts'

export function plainOrder({ step, at, until, standing }: Order): Readonly<Record<string, unknown>> {
  const { names, addresses, reason, seconds } = step.detail
  return { id: step.id, target: step.target, names, addresses, reason, because: step.because, seconds, at, until, standing }
}

/** One line for each. Asks the kernel whether it is in force, where that may be. */
export function orderLines(orders: readonly Order[], host: HostView, lang: Lang): string {
  const say = sayer(lang)
  if (orders.length === 0) return `${say({ zh: '没有生效中的封锁。', en: 'Nothing is blocked.' })}\n`
  const control = process.getuid?.() === 0 ? hostControl(host) : undefined
  return orders
    .map(order => {
      const { step, until, at } = order
      const scene = control === undefined ? undefined : { host, control, vault: rehearsalVault() }
      const state = scene && actionsById.get(step.action)?.verify(step, scene)
      const isOver = until !== undefined && until <= new Date().toISOString()
      const mark = isOver
        ? styleText('dim', say({ zh: '已到期', en: 'expired' }))
        : isGap(state)
          ? styleText('red', say({ zh: '未生效(重启过,或被他人删除)', en: 'not in force (after a reboot, or somebody took it out)' }))
          : ''
      const end =
        until === undefined ? say({ zh: '直到撤销', en: 'until taken back' }) : `${say({ zh: '至', en: 'until' })} ${minute(until)}`
      return (
        `  ${padded(step.id, 6)} ${short(say(step.title), 110)}  ${styleText('dim', `${minute(at)} → ${end}`)}  ${mark}`.trimEnd() +
        (order.step.because[0] === 'operator' ? '' : `\n           ${styleText('dim', short(order.step.because.join(' … '), 140))}`)
      )
    })
    .join('\n')
    .concat(`\n${styleText('dim', say({ zh: '撤销:davylamp block --undo N…', en: 'Take back: davylamp block --undo N…' }))}\n`)
}

function minute(at: string): string {
  return safe(`${at.slice(0, 16).replace('T', ' ')}Z`)
}
