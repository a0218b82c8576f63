// The filter the kernel asks before it copies a packet: a small program of classic BPF (https://docs.kernel.org/networking/filter.html).
import type { Socket } from '../core/facts/network.ts'

type Connection = Pick<Socket, 'local' | 'remote'>

/** BPF_LD by word, half-word and byte from an absolute place; BPF_JMP|BPF_JEQ|BPF_K; BPF_RET|BPF_K. */
const code = { word: 0x20, half: 0x28, byte: 0x30, equal: 0x15, answer: 0x06 } as const
/** Places that are no bytes of the packet: its protocol, its direction, its kind of link; and where its network header begins. */
const place = { protocol: -0x1000, direction: -0x1000 + 4, link: -0x1000 + 28, network: -0x10_0000 } as const
const loopback = 772
const outgoing = 4
const ethertype = { ip4: 0x0800, ip6: 0x86dd } as const
const tcp = 6
const udp = 17
const whole = 0x4_0000

interface Test {
  readonly load: number
  readonly at: number
  readonly value: number
}

const ip = (load: number, offset: number, value: number): Test => ({ load, at: place.network + offset, value })

/**
 * Instructions (struct sock_filter, 8 bytes each) that leave out one of the two copies of what the loopback carries, and the given
 * connections; everything else is taken whole. Packets with IP options or extension headers are never left out.
 */
export function captureFilter(leftOut: readonly Connection[]): Uint8Array {
  const out = leftOut.flatMap(({ local, remote }) => [rule(local, remote), rule(remote, local)])
  return program(
    [twice, ...out].map(tests => ({ tests, answer: 0 })),
    whole,
  )
}

/** Takes TCP and UDP from and to a port alone; packets with IP options or extension headers, and later fragments, are left out. */
export function portFilter(port: number): Uint8Array {
  const wanted = [ethertype.ip4, ethertype.ip6].flatMap(type =>
    [tcp, udp].flatMap(protocol =>
      [0, 2].map(offset => [...header(type, protocol), ip(code.half, (type === ethertype.ip6 ? 40 : 20) + offset, port)]),
    ),
  )
  return program([{ tests: twice, answer: 0 }, ...wanted.map(tests => ({ tests, answer: whole }))], 0)
}

/** One of the two copies of what the loopback carries. */
const twice: readonly Test[] = [
  { load: code.word, at: place.direction, value: outgoing },
  { load: code.word, at: place.link, value: loopback },
]

/** The answer of the first whose tests all hold. */
function program(rules: readonly { readonly tests: readonly Test[]; readonly answer: number }[], otherwise: number): Uint8Array {
  const steps = rules.flatMap(({ tests, answer }) => [
    ...tests.flatMap(({ load, at, value }, i) => [
      [load, 0, 0, at],
      [code.equal, 0, 2 * (tests.length - 1 - i) + 1, value],
    ]),
    [code.answer, 0, 0, answer],
  ])
  const bytes = new DataView(new ArrayBuffer(8 * (steps.length + 1)))
  for (const [i, [operation = 0, yes = 0, no = 0, value = 0]] of [...steps, [code.answer, 0, 0, otherwise]].entries()) {
    bytes.setUint16(8 * i, operation, true)
    bytes.setUint8(8 * i + 2, yes)
    bytes.setUint8(8 * i + 3, no)
    bytes.setUint32(8 * i + 4, value >>> 0, true)
  }
  return new Uint8Array(bytes.buffer)
}

/** IP without options, and what it carries. */
function header(type: number, protocol: number): readonly Test[] {
  const isWide = type === ethertype.ip6
  return [
    { load: code.word, at: place.protocol, value: type },
    ...(isWide ? [] : [ip(code.byte, 0, 0x45)]),
    ip(code.byte, isWide ? 6 : 9, protocol),
  ]
}

function rule(from: Connection['local'], to: Connection['local']): readonly Test[] {
  const isWide = from.address.includes(':')
  const [source, target] = isWide ? [8, 24] : [12, 16]
  const ports = isWide ? 40 : 20
  return [
    ...header(isWide ? ethertype.ip6 : ethertype.ip4, tcp),
    ...wordsOf(from.address).map((word, i) => ip(code.word, source + 4 * i, word)),
    ...wordsOf(to.address).map((word, i) => ip(code.word, target + 4 * i, word)),
    ip(code.half, ports, from.port),
    ip(code.half, ports + 2, to.port),
  ]
}

/** The address as 32-bit words; of IPv6 in any spelling without an embedded IPv4 address. */
function wordsOf(address: string): readonly number[] {
  if (!address.includes(':')) return [address.split('.').reduce((word, byte) => word * 256 + Number(byte), 0)]
  const [head = '', tail] = address.split('::')
  const groups = (text: string): number[] => (text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16)))
  const [front, back] = [groups(head), groups(tail ?? '')]
  const all = [...front, ...new Array<number>(Math.max(0, 8 - front.length - back.length)).fill(0), ...back]
  return [0, 2, 4, 6].map(i => (all[i] ?? 0) * 65_536 + (all[i + 1] ?? 0))
}
