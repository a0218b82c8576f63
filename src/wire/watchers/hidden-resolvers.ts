// Conversations with public resolvers over TLS or QUIC, known by their addresses: names that nobody else sees are asked for there.
import type { FlowWatcher } from '../../core/dissector.ts'
import { openResolverAddresses } from '../../parse/protocols/open-resolver.ts'
import { wireRow } from '../wire-row.ts'
import { pairKey } from './pair-key.ts'

/** DNS over HTTPS (RFC 8484) and over TLS or QUIC (RFC 7858, 9250). */
const https = 443
const dot = 853
const mostTold = 1000

export const hiddenResolvers: FlowWatcher = {
  id: 'hidden-resolvers',
  summary: { zh: '经加密通道查询公共解析器(DoH、DoT)', en: 'public resolvers asked over TLS or QUIC (DoH, DoT)' },
  techniques: ['T1071.004', 'T1572'],
  references: ['https://www.rfc-editor.org/rfc/rfc8484', 'https://www.rfc-editor.org/rfc/rfc7858'],
  open(emit) {
    const told = new Set<number>()
    return {
      flow(shape) {
        const { serverPort, serverKey, clientKey, packets } = shape
        if ((serverPort !== https && serverPort !== dot) || !openResolverAddresses.has(serverKey) || packets[1] < 3) return
        const key = pairKey(clientKey, serverKey, serverPort)
        if (told.has(key) || told.size >= mostTold) return
        told.add(key)
        emit('hiddenPeers', { ...wireRow(shape), means: 'resolver', sign: 'address', name: shape.server.address })
      },
      end: () => {},
    }
  },
}
