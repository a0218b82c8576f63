// What the greeting of TLS, the port and the lists say of mining, beside the rhythm.
import type { EncryptedShape, TlsIdentity } from '../core/facts/wire-encrypted.ts'
import type { Intel } from '../core/intel.ts'
import { isPoolLike } from '../parse/protocols/pool-like-name.ts'
import type { Sign } from '../parse/protocols/rhythm-odds.ts'

/** Of a name or an address with its port that is listed. */
export const listedWeight = 4

/** Ports that pools name in their own instructions. Never decisive. */
const poolPorts: ReadonlySet<number> = new Set([
  3333, 3334, 3335, 4444, 5555, 5556, 6666, 7777, 8888, 9000, 9999, 10_128, 10_343, 13_333, 14_433, 14_444, 17_777, 18_888, 19_999, 20_128,
  33_333, 45_560, 45_700,
])

/** Dissectors that hand over to TLS what their protocol has agreed on in clear: pools do not speak so. */
const services: ReadonlySet<string> = new Set(['postgresql', 'mysql', 'rdp', 'starttls'])

export function greetingSigns({ server, tls, via }: EncryptedShape, intel: Intel): readonly Sign[] {
  const signs = tls === undefined ? [] : helloSigns(tls, intel)
  const listed = intel.lookup(server.address, server.port)
  if (listed !== undefined)
    signs.push({
      weight: listed.value.endsWith(`:${server.port}`) ? listedWeight : 2,
      says: { zh: `地址在列表中(${listed.source})`, en: `the address is listed (${listed.source})` },
    })
  if (poolPorts.has(server.port))
    signs.push({ weight: 0.7, says: { zh: `端口 ${server.port} 常为矿池所用`, en: `pools like the port ${server.port}` } })
  const service = via.find(carrier => services.has(carrier))
  if (service !== undefined)
    signs.push({ weight: -3, says: { zh: `TLS 由 ${service} 会话协商而来`, en: `TLS was agreed on within ${service}` } })
  else if (via.length > 0) signs.push({ weight: 0.3, says: { zh: `经由 ${via.join(' → ')}`, en: `through ${via.join(' → ')}` } })
  return signs
}

function helloSigns({ name, protocols, certificate, ja3, ja4 }: TlsIdentity, intel: Intel): Sign[] {
  const signs: Sign[] = []
  const push = (weight: number, zh: string, en: string): unknown => signs.push({ weight, says: { zh, en } })
  const prints = ja4 === '' ? '' : ` (JA3 ${ja3}, JA4 ${ja4})`
  const listed = name === '' ? undefined : intel.lookup(name)
  if (listed !== undefined)
    push(listedWeight, `SNI ${name} 在列表中(${listed.source})`, `the server name ${name} is listed (${listed.source})`)
  else if (isPoolLike(name)) push(1.2, `SNI ${name} 像矿池`, `the server name ${name} is like a pool’s`)
  else if (name === '') push(0.7, '未发送 SNI', 'no server name was sent')
  if (protocols.length === 0) push(0.5, `未协商 ALPN${prints}`, `no protocol was offered${prints}`)
  else if (protocols.some(protocol => protocol !== 'http/1.1'))
    push(-2, `ALPN 为 ${protocols.join('、')}${prints}`, `the protocol offered is ${protocols.join(', ')}${prints}`)
  if (certificate?.selfSigned === true)
    push(0.5, `自签名证书 ${certificate.subject}`, `the certificate signs itself: ${certificate.subject}`)
  return signs
}
