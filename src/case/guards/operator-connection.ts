// Addresses that this host cannot do without: the operator's, resolvers, gateways, the cloud's own services, its own, the site's networks.
import { addressRange, overlap } from '../../core/address.ts'
import type { Text } from '../../core/text.ts'
import { metadataAddresses, ownNetworks, privateNetworks } from '../lifelines.ts'
import { blockedAddresses, type Guard } from './guard.ts'

export const operatorConnection: Guard = {
  id: 'operator-connection',
  summary: {
    zh: '不封锁操作者、DNS、网关、云元数据、本机与内网地址',
    en: 'the operator, resolvers, gateways, cloud metadata, own addresses and private networks are never blocked',
  },
  refuse(step, facts, { lifelines, ownAddresses, approved }) {
    if (step.action === 'isolate-host' || step.action === 'filter-egress') {
      const kept = step.detail['operators']
      const lost = lifelines.operators.find(address => !Array.isArray(kept) || !kept.some(k => k === address))
      return lost === undefined ? undefined : why(lost, '您正从它登录', 'you are connected from it')
    }
    const { operators, management, resolvers } = lifelines
    const needed: readonly (readonly [addresses: Iterable<string>, zh: string, en: string])[] = [
      [operators, '您正从它登录', 'you are connected from it'],
      [management, '您指定它必须保持可达', 'you named it as one that stays reachable'],
      [resolvers, '它是本机的 DNS 服务器', 'names are resolved by it'],
      [metadataAddresses, '它是云平台的元数据服务', 'it is the metadata service of the cloud'],
      [facts.routes.map(r => r.gateway).filter(gateway => !isUnspecified(gateway)), '它是本机的网关', 'it is a gateway of this host'],
      [ownAddresses, '它是本机地址', 'it is an address of this host'],
      [ownNetworks, '它不是公网地址', 'it is no address of the public Internet'],
      // A neighbour who attacks may be kept out, when a person says so.
      [step.action === 'block-address' && approved ? [] : privateNetworks, '它不是公网地址', 'it is no address of the public Internet'],
    ]
    for (const address of blockedAddresses(step)) {
      if (addressRange(address) === undefined) return why(address, '它不是地址', 'it is no address')
      for (const [addresses, zh, en] of needed) if ([...addresses].some(kept => overlap(address, kept))) return why(address, zh, en)
    }
    return undefined
  },
}

function isUnspecified(address: string): boolean {
  return /^[0:.]*$/.test(address)
}

function why(address: string, zh: string, en: string): Text {
  return {
    zh: `不封锁 ${address}:${zh}。如确需切断,请在云厂商安全组中处理。`,
    en: `${address} is not blocked: ${en}. If it must be cut off, do so in the provider's security group.`,
  }
}
