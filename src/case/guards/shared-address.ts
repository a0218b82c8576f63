// Addresses that innocents use as well: blocking them would cut the business off together with the intruder.
import { overlap } from '../../core/address.ts'
import type { Socket } from '../../core/facts/network.ts'
import { blockedAddresses, type Guard } from './guard.ts'

export const sharedAddress: Guard = {
  id: 'shared-address',
  summary: {
    zh: '不封锁其他程序也在使用的地址与公共基础设施(CDN 等)',
    en: 'addresses that innocent programs use too, and shared infrastructure such as CDNs, are not blocked',
  },
  refuse(step, { sockets, processes }, { accused, isShared, approved }) {
    // Here a person has named the address himself, and been told.
    if (step.action === 'block-address' && approved) return undefined
    const listening = new Set(sockets.filter(s => s.state === 'LISTEN').map(s => `${s.netns} ${s.local.port}`))
    // Whoever is to be kept out must not be safe by knocking: a service that he came to is no friend of his.
    const isVisit = ({ netns, local }: Socket): boolean => step.action === 'block-address' && listening.has(`${netns} ${local.port}`)
    for (const address of blockedAddresses(step)) {
      if (isShared(address))
        return {
          zh: `${address} 属于公共基础设施(CDN、代码托管、公共 DNS 等),封锁会殃及正常业务。`,
          en: `${address} belongs to shared infrastructure (a CDN, code hosting, public DNS …): blocking it would hit honest traffic too.`,
        }
      const others = sockets.filter(s => overlap(s.remote.address, address) && !isVisit(s)).flatMap(s => s.owners)
      const innocent = processes.find(p => others.includes(p.id) && !accused.has(p.id))
      if (innocent !== undefined)
        return {
          zh: `未受指控的进程 ${innocent.name}(${innocent.pid})也连接着 ${address},封锁会影响它;请先弄清它为何连接。`,
          en: `${innocent.name} (${innocent.pid}), which nothing accuses, is connected to ${address} as well: find out first why.`,
        }
    }
    return undefined
  },
}
