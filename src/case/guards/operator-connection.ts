// Addresses that this host cannot do without: the operator's, resolvers, gateways, the cloud's own services, the site's own networks.
import { addressBytes, isWithin } from '../../core/address.ts'
import type { Text } from '../../core/text.ts'
import { isOwn, isPrivate, metadataAddresses } from '../lifelines.ts'
import { blockedAddresses, type Guard } from './guard.ts'

export const operatorConnection: Guard = {
  id: 'operator-connection',
  summary: {
    zh: '不封锁操作者、DNS、网关、云元数据与内网地址',
    en: 'the operator, resolvers, gateways, cloud metadata and private networks are never blocked',
  },
  refuse(step, facts, { lifelines }) {
    if (step.action === 'isolate-host') {
      const kept = step.detail['operators']
      const lost = lifelines.operators.find(address => !Array.isArray(kept) || !kept.some(k => k === address))
      return lost === undefined ? undefined : why(lost, '您正从它登录', 'you are connected from it')
    }
    const gateways = new Set(facts.routes.map(r => r.gateway))
    for (const address of blockedAddresses(step)) {
      if ([...lifelines.operators, ...lifelines.management].some(kept => isWithin(address, kept)))
        return why(address, '您正从它登录', 'you are connected from it')
      if (lifelines.resolvers.includes(address)) return why(address, '它是本机的 DNS 服务器', 'names are resolved by it')
      if (metadataAddresses.has(address)) return why(address, '它是云平台的元数据服务', 'it is the metadata service of the cloud')
      if (gateways.has(address)) return why(address, '它是本机的网关', 'it is a gateway of this host')
      if (isOwn(address) || isPrivate(address) || addressBytes(address) === undefined)
        return why(address, '它不是公网地址', 'it is no address of the public Internet')
    }
    return undefined
  },
}

function why(address: string, zh: string, en: string): Text {
  return {
    zh: `不封锁 ${address}:${zh}。如确需切断,请在云厂商安全组中处理。`,
    en: `${address} is not blocked: ${en}. If it must be cut off, do so in the provider's security group.`,
  }
}
