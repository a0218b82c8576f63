// Accounts that must stay open: root, the operator's own, and those that services run as.
import { nameOf } from '../../core/entity.ts'
import type { Guard } from './guard.ts'
import { runsIntactPackage } from './identity.ts'

export const accountInUse: Guard = {
  id: 'account-in-use',
  summary: { zh: '不锁定 root、操作者自己的账户与服务账户', en: 'root, the operator and accounts of services are not locked' },
  refuse(step, facts, around) {
    if (step.action !== 'lock-account') return undefined
    const name = String(step.detail['user'] ?? nameOf(step.target))
    const user = facts.users.find(u => u.name === name)
    // An emptied password lets everybody in; without it root still is root, and its keys still open.
    if (name === 'root' && user?.password === 'empty') return undefined
    if (name === 'root' || around.sessionUsers.has(name) || user === undefined)
      return {
        zh: `锁定账户 ${name} 可能使您自己无法登录;请人工更换其密码与公钥。`,
        en: `Locking the account ${name} may lock you out: change its password and keys by hand.`,
      }
    const service =
      user.uid === 0 ? undefined : facts.processes.find(p => p.euid === user.uid && runsIntactPackage(p, facts, around) && !p.loginUid)
    if (service === undefined) return undefined
    return {
      zh: `服务 ${service.name}(${service.pid})以账户 ${name} 运行,锁定会影响业务;请人工移除其登录方式。`,
      en: `The service ${service.name} (${service.pid}) runs as ${name}: take its way of logging in by hand instead of locking it.`,
    }
  },
}
