// TCP wrappers that limit logins: often the owner's own hardening, so a person decides; never when they let the operator in.
import { isWithin } from '../../core/address.ts'
import type { Guard } from './guard.ts'

const wrappers = /^\/etc\/hosts\.(?:allow|deny)$/

export const loginRule: Guard = {
  id: 'login-rule',
  summary: {
    zh: 'hosts.allow/hosts.deny 的登录限制须经人工批准方可删除',
    en: 'limits of logins in hosts.allow and hosts.deny are lifted with approval only',
  },
  refuse({ action, detail }, { accessRules }, { approved, lifelines }) {
    if (action !== 'remove-lines' || !wrappers.test(String(detail['path'] ?? ''))) return undefined
    const allowed = accessRules.filter(rule => rule.path === '/etc/hosts.allow')
    const own = lifelines.operators.find(address => allowed.some(rule => names(rule.text, address)))
    if (own !== undefined)
      return {
        zh: `hosts.allow 放行了您自己的地址 ${own}:这是您的加固设置,不予删除。`,
        en: `hosts.allow lets your own address ${own} in: these rules are your hardening and stay.`,
      }
    if (approved) return undefined
    return {
      zh: '这也可能是您自己的加固设置。核对放行的地址后加批准再处理。',
      en: 'They may be your own hardening. Check the addresses that are let in, then approve.',
    }
  },
}

/** Clients are listed after the colon: whole addresses, beginnings that end in a dot, networks with a mask or a length. */
function names(rule: string, address: string): boolean {
  const clients = rule.slice(rule.indexOf(':') + 1).split(/[\s,]+/)
  return clients.some(client => {
    const plain = client.replace(/^\[(.*)\]/, '$1')
    return plain === address || (plain.endsWith('.') && address.startsWith(plain)) || isWithin(address, plain)
  })
}
