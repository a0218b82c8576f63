// Networks so wide that most who live there did nothing.
import { prefixLength } from '../../core/address.ts'
import { blockedAddresses, type Guard } from './guard.ts'

/** Wider than these is never blocked; wider than those only when a person says so: a customer of a provider has /24 and /48 at most. */
const never = { 4: 8, 6: 16 } as const
const asked = { 4: 24, 6: 48 } as const

export const wideNetwork: Guard = {
  id: 'wide-network',
  summary: { zh: '不封锁过宽的网段', en: 'networks that are too wide are not blocked' },
  refuse(step, _, { approved }) {
    for (const address of blockedAddresses(step)) {
      const bits = prefixLength(address)
      const family = address.includes(':') ? 6 : 4
      if (bits === undefined) return { zh: `${address} 不是地址或网段。`, en: `${address} is neither an address nor a network.` }
      if (bits < never[family])
        return { zh: `网段 ${address} 过宽(上限 /${never[family]})。`, en: `${address} is too wide: /${never[family]} is the limit.` }
      if (bits < asked[family] && !approved)
        return {
          zh: `网段 ${address} 很宽,其中多半是无辜者;确需封锁请加 --approve。`,
          en: `${address} is a wide network, and most in it are innocent: --approve blocks it all the same.`,
        }
    }
    return undefined
  },
}
