// Interfaces, routes and neighbours of the host's own network namespace.
import { textOf } from '../core/bytes.ts'
import type { Collector } from '../core/collector.ts'
import type { NetInterface } from '../core/facts/network.ts'
import { isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { parseArp, parseIpv6Route, parseRoute } from '../parse/files/proc-net.ts'
import { textFile } from './text-file.ts'

const folder = '/sys/class/net'
const mostInterfaces = 2000
/** Bits of net_device.flags (linux/if.h). */
const flagUp = 0x1
const flagPromiscuous = 0x100

export const network: Collector = {
  id: 'network',
  summary: { zh: '网络接口、路由与邻居', en: 'network interfaces, routes and neighbours' },
  techniques: ['T1040'],
  references: ['man:proc_pid_net(5)', 'https://docs.kernel.org/networking/statistics.html'],
  gives: ['interfaces', 'routes', 'neighbours'],
  needs: [],
  *collect(host) {
    const names = host.files.list(folder, mostInterfaces)
    if (isGap(names)) {
      if (names.why !== 'absent') yield names
    } else for (const { name, type } of names) if (type !== 'file') yield ['interfaces', interfaceOf(host.files, name)]
    // Bounded: a border router carries a million routes, and the first ones tell enough.
    for (const bytes of textFile(host, '/proc/net/route')) {
      if (isGap(bytes)) yield bytes
      else for (const row of parseRoute(bytes)) yield ['routes', row]
    }
    for (const bytes of textFile(host, '/proc/net/ipv6_route')) {
      if (isGap(bytes)) yield bytes
      else for (const row of parseIpv6Route(bytes)) yield ['routes', row]
    }
    for (const bytes of textFile(host, '/proc/net/arp')) {
      if (isGap(bytes)) yield bytes
      else for (const row of parseArp(bytes)) yield ['neighbours', row]
    }
  },
}

function interfaceOf(files: Files, name: string): NetInterface {
  const value = (attribute: string): string => {
    const content = files.read(`${folder}/${name}/${attribute}`, 4096)
    return isGap(content) ? '' : textOf(content.bytes).trim()
  }
  const number = (attribute: string): number => {
    const parsed = Number(value(attribute) || '0')
    return Number.isFinite(parsed) ? parsed : 0
  }
  const flags = number('flags')
  return {
    name,
    mac: value('address'),
    up: (flags & flagUp) !== 0,
    promiscuous: (flags & flagPromiscuous) !== 0,
    enslaved: ['brport', 'master'].some(link => !isGap(files.lstat(`${folder}/${name}/${link}`))),
    rxBytes: number('statistics/rx_bytes'),
    txBytes: number('statistics/tx_bytes'),
  }
}
