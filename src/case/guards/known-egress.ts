// An allow-list that was never watched, or would refuse what goes on right now, is not put into force.
import type { Facts } from '../../core/facts.ts'
import { isOwn } from '../lifelines.ts'
import type { Candidate, Guard } from './guard.ts'

const mostShown = 5

export const knownEgress: Guard = {
  id: 'known-egress',
  summary: {
    zh: '未经观察、会切断 DNS 或当前连接的外联清单不启用拦截',
    en: 'an egress list blocks only after monitoring, and only when resolvers and what is open now are on it',
  },
  refuse(step, facts, { approved, lifelines }) {
    if (step.action !== 'filter-egress' || step.detail['mode'] !== 'block') return undefined
    const listed = new Set([...list(step, 'services'), ...list(step, 'named')])
    const kept = list(step, 'resolvers')
    const lost = lifelines.resolvers.find(address => !kept.includes(address))
    if (lost !== undefined)
      return { zh: `DNS 服务器 ${lost} 会被切断。`, en: `The resolver ${lost} would be cut off: names could not be resolved any more.` }
    if (listed.size === 0) return { zh: '清单是空的:任何外联都会被拦下。', en: 'The list is empty: nothing could get out.' }
    if (approved) return undefined
    if (step.detail['monitored'] !== true)
      return {
        zh: '这份清单还没有观察过:先运行 davylamp egress apply --mode monitor;确需直接拦截请加 --approve。',
        en: 'This list was never monitored: run davylamp egress apply --mode monitor first, or give --approve.',
      }
    const refused = openOutside(facts, listed, lifelines.management)
    if (refused.length === 0) return undefined
    const shown = refused.slice(0, mostShown).join(', ') + (refused.length > mostShown ? ` +${refused.length - mostShown}` : '')
    return {
      zh: `当前有 ${refused.length} 个外联对象不在清单内:${shown}。请先加入清单;确需拦截请加 --approve。`,
      en: `${refused.length} peers that are connected right now are not on the list: ${shown}. Add them, or give --approve.`,
    }
  },
}

/** Connections that this host has begun and the list does not know. */
function openOutside({ sockets }: Facts, listed: ReadonlySet<string>, management: readonly string[]): readonly string[] {
  const listening = new Set(sockets.filter(s => s.state === 'LISTEN').map(s => `${s.netns} ${s.local.port}`))
  const open = sockets.filter(
    ({ protocol, state, local, remote, netns }) =>
      protocol === 'tcp' &&
      (state === 'ESTABLISHED' || state === 'SYN-SENT') &&
      !isOwn(remote.address) &&
      !listening.has(`${netns} ${local.port}`) &&
      !listed.has(`tcp/${remote.port} ${remote.address}`) &&
      !management.includes(remote.address),
  )
  return [...new Set(open.map(({ remote }) => `${remote.address}:${remote.port}`))]
}

function list({ detail }: Candidate, key: string): readonly string[] {
  const value = detail[key]
  return Array.isArray(value) ? value.map(String) : []
}
