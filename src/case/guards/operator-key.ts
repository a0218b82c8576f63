// The key by which the operator came in: whatever else speaks against it, taking it away would lock him out.
import type { Autostart } from '../../core/facts/autostart.ts'
import type { Guard } from './guard.ts'

export const operatorKey: Guard = {
  id: 'operator-key',
  summary: { zh: '不删除操作者自己登录所用的公钥', en: 'the key by which the operator logged in stays' },
  refuse({ action, detail }, { sshKeys, sshLogins }, { lifelines }) {
    if (action !== 'disarm-autostart' || detail['kind'] !== 'authorized-keys') return undefined
    const { line } = JSON.parse(String(detail['entry'])) as Autostart
    const key = sshKeys.find(k => k.path === detail['path'] && k.line === line)
    const own = sshLogins.find(l => l.fingerprint !== '' && l.fingerprint === key?.fingerprint && lifelines.operators.includes(l.address))
    if (own === undefined) return undefined
    return {
      zh: `有人曾从您现在的地址 ${own.address} 用这把公钥登录,很可能就是您自己。确认它不是您的之后,请人工删除。`,
      en: `Somebody logged in with this key from ${own.address}, where you are now: most likely you. Make sure that it is not yours, then remove it by hand.`,
    }
  },
}
