// Lines that the host itself needs: its own names, and root's and the operator's right to sudo.
import type { Guard } from './guard.ts'

const editable = /^\/etc\/(?:hosts|hosts\.deny|hosts\.allow|sudoers|sudoers\.d\/[^/]+)$/

export const neededLine: Guard = {
  id: 'needed-line',
  summary: { zh: '不删除主机自身需要的行', en: 'lines the host itself needs are not removed' },
  refuse(step, _, { hostName, sessionUsers }) {
    if (step.action !== 'remove-lines') return undefined
    const path = String(step.detail['path'] ?? '')
    const texts = (Array.isArray(step.detail['texts']) ? step.detail['texts'] : []) as readonly unknown[]
    if (!editable.test(path)) return { zh: `不对 ${path} 做按行删除。`, en: `No lines are removed from ${path}.` }
    const needed = texts.map(String).find(text => isNeeded(path, text, hostName, sessionUsers))
    if (needed === undefined && texts.length > 0) return undefined
    return {
      zh: `${path} 中的这一行主机自身也需要,请人工修改:${JSON.stringify(needed ?? '')}`,
      en: `The host itself needs this line of ${path}; edit it by hand: ${JSON.stringify(needed ?? '')}`,
    }
  },
}

function isNeeded(path: string, text: string, hostName: string, users: ReadonlySet<string>): boolean {
  const words = text.trim().split(/\s+/)
  const [who = ''] = words
  if (path === '/etc/hosts')
    return words.slice(1).some(w => /^(?:localhost|ip6-|broadcasthost)/i.test(w) || w.split('.')[0] === hostName.split('.')[0])
  if (!path.startsWith('/etc/sudoers')) return false
  return (
    who === 'root' || /^(?:Defaults|[@#]include)/.test(who) || users.has(who) || /^%(?:sudo|wheel|admin)$/.test(who) || /\\$/.test(text)
  )
}
