// Mining with a node of Kaspa or its forks: protobuf messages of its RPC (github.com/kaspanet/rusty-kaspa rpc/grpc/core/proto), one field of which is set.
import { textOf } from '../../core/bytes.ts'
import type { MiningMessage } from './mining-message.ts'

/** The method of gRPC that carries them all. */
export const kaspadMethod = '/protowire.RPC/MessageStream'

/** Numbers of fields: what is said. */
const says = { submit: 1003, submitted: 1004, ask: 1005, template: 1006 } as const
/** Inside of them. */
const payAddress = 1
const rejectReason = 1
const rpcError = 1000

/** Undefined for what has nothing to do with mining. */
export function kaspadMessage(bytes: Uint8Array): MiningMessage | undefined {
  const [whole] = protobufFields(bytes)
  if (whole === undefined) return undefined
  const base = { id: '', dialect: 'getblocktemplate', isSure: true } as const
  const inside = protobufFields(whole.bytes)
  switch (whole.number) {
    case says.ask: {
      const login = textOf(inside.find(({ number }) => number === payAddress)?.bytes ?? new Uint8Array(0))
      return { ...base, verb: 'getBlockTemplate', side: 'miner', ...(login !== '' && { who: { login } }) }
    }
    case says.template:
      return { ...base, verb: '', side: 'pool', job: { algorithm: '' } }
    case says.submit:
      return { ...base, id: 'submit', verb: 'submitBlock', side: 'miner', isShare: true }
    case says.submitted: {
      const isRefused = inside.some(({ number, value }) => number === rpcError || (number === rejectReason && value !== 0))
      return { ...base, id: 'submit', verb: '', side: 'pool', answer: isRefused ? 'no' : 'yes' }
    }
    default:
      return undefined
  }
}

export interface ProtobufField {
  readonly number: number
  /** Of a varint; 0 for other kinds. */
  readonly value: number
  /** Of a length-delimited field, as far as they are there; else empty. */
  readonly bytes: Uint8Array
}

const mostFields = 32

/** The first fields of a message (protobuf.dev/programming-guides/encoding); ends where the bytes are none or are cut off. */
export function protobufFields(bytes: Uint8Array): readonly ProtobufField[] {
  const fields: ProtobufField[] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let scale = 1; at < bytes.length && scale < 2 ** 70; scale *= 128) {
      const byte = bytes[at++]!
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    return Number.NaN
  }
  while (at < bytes.length && fields.length < mostFields) {
    const tag = varint()
    const number = Math.floor(tag / 8)
    const kind = tag % 8
    const value = kind === 0 || kind === 2 ? varint() : kind === 1 ? 8 : kind === 5 ? 4 : Number.NaN
    if (!Number.isFinite(value) || number < 1) break
    const end = kind === 0 ? at : at + value
    fields.push({ number, value: kind === 0 ? value : 0, bytes: kind === 2 ? bytes.subarray(at, end) : bytes.subarray(0, 0) })
    at = end
  }
  return fields
}
