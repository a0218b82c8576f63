// Conversations with addresses that are listed as pools, proxies or malware hosts, whatever is said in them.
import type { FlowShape, FlowWatcher } from '../../core/dissector.ts'
import type { Indicator, Intel } from '../../core/intel.ts'
import { wireRow } from '../wire-row.ts'

export const listedAddress: FlowWatcher = {
  id: 'listed-address',
  summary: { zh: '与情报所列地址的会话', en: 'conversations with listed addresses' },
  techniques: ['T1071'],
  references: ['https://github.com/stamparm/maltrail'],
  open: (emit, intel) => ({
    flow(shape) {
      const indicator = indicatorOf(shape, intel)
      if (indicator === undefined) return
      const { transport, packets, bytes, protocol, answered } = shape
      emit('conversations', {
        ...wireRow(shape),
        transport,
        protocol,
        indicator,
        answered: answered || packets[1] > 0,
        packets: packets[0] + packets[1],
        bytes: bytes[0] + bytes[1],
        seconds: Math.round((shape.last - shape.first) / 1e6),
      })
    },
    end: () => {},
  }),
}

function indicatorOf(shape: FlowShape, intel: Intel): Indicator | undefined {
  const { serverKey, serverPort, serverAddress } = shape
  const isWide = serverAddress.length === 16
  const number = isWide ? intel.packets.ipv6(serverAddress, 0, serverPort) : intel.packets.ipv4(serverKey, serverPort)
  return number < 0 ? undefined : intel.packets.indicator(number)
}
