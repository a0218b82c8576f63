// Frames of Stratum V2 (https://github.com/stratum-mining/sv2-spec, parts 03 and 05), as they travel unencrypted inside one's own network.
import type { MiningMessage } from './mining-message.ts'

/** Extension, kind, length: what every frame begins with. */
export const frameHead = 6

export function frameLength(bytes: Uint8Array, at: number): number {
  return bytes[at + 3]! | (bytes[at + 4]! << 8) | (bytes[at + 5]! << 16)
}

/**
 * Whether a SetupConnection lies there, the first message of all: protocol, versions, flags, then five short texts around a port,
 * that end exactly where the frame ends. 'more' when it is cut off.
 */
export function isSetup(bytes: Uint8Array, start: number, end: number): 'yes' | 'no' | 'more' {
  for (let i = 0; i < 3 && start + i < end; i++) if (bytes[start + i] !== 0) return 'no'
  if (end - start < frameHead + 9) return 'more'
  const body = start + frameHead
  const length = frameLength(bytes, start)
  const least = bytes[body + 1]! | (bytes[body + 2]! << 8)
  const most = bytes[body + 3]! | (bytes[body + 4]! << 8)
  if (length < 16 || length > 9 + 2 + 5 * 256 || bytes[body]! > 3 || least < 2 || most < least || most > 64) return 'no'
  const over = body + length
  if (over > end) return 'more'
  let at = body + 9
  at += 1 + bytes[at]! + 2
  for (let i = 0; i < 4; i++) {
    if (at >= over) return 'no'
    at += 1 + bytes[at]!
  }
  return at === over ? 'yes' : 'no'
}

/** What a frame's body says; undefined when it is of no interest. */
export function frameMessage(kind: number, body: Uint8Array): MiningMessage | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.length)
  const base = { dialect: 'stratum-2', isSure: true, id: '', verb: verbs[kind] ?? '' } as const
  const miner = { ...base, side: 'miner' } as const
  const pool = { ...base, side: 'pool' } as const
  switch (kind) {
    case 0x00: {
      const host = shortText(body, 9)
      const port = 9 + 1 + host.length + 2 <= body.length ? view.getUint16(9 + 1 + host.length, true) : 0
      const vendor = shortText(body, 9 + 1 + host.length + 2)
      return { ...miner, who: { agent: vendor, pool: host === '' ? '' : `${host}:${port}` } }
    }
    case 0x10:
    case 0x13: {
      const user = shortText(body, 4)
      const at = 5 + user.length
      return { ...miner, who: { login: user }, claimed: at + 4 <= body.length ? rate(view.getFloat32(at, true)) : undefined }
    }
    case 0x11:
    case 0x14:
      return body.length >= 40 ? { ...pool, share: worth(body.subarray(8, 40)) } : undefined
    case 0x15:
    case 0x1f:
      return { ...pool, job: { algorithm: '' } }
    case 0x1a:
    case 0x1b:
      return { ...miner, isShare: true }
    case 0x1d:
      return { ...pool, answer: 'no' }
    case 0x20:
      return pool
    case 0x21:
      return body.length >= 36 ? { ...pool, share: worth(body.subarray(4, 36)) } : undefined
    default:
      return undefined
  }
}

/** SubmitShares.Success tells of many at once: how many. */
export function sharesAccepted(kind: number, body: Uint8Array): number {
  return kind === 0x1c && body.length >= 12 ? new DataView(body.buffer, body.byteOffset, body.length).getUint32(8, true) : 0
}

const verbs: Readonly<Record<number, string>> = {
  0: 'SetupConnection',
  16: 'OpenStandardMiningChannel',
  19: 'OpenExtendedMiningChannel',
  21: 'NewMiningJob',
  26: 'SubmitSharesStandard',
  27: 'SubmitSharesExtended',
  31: 'NewExtendedMiningJob',
  32: 'SetNewPrevHash',
  33: 'SetTarget',
}

function shortText(body: Uint8Array, at: number): string {
  const length = body[at] ?? 0
  return String.fromCharCode(...body.subarray(at + 1, at + 1 + length))
}

function rate(value: number): number | undefined {
  return Number.isFinite(value) && value >= 0 ? value : undefined
}

/** A target of 32 bytes, the least significant first. */
function worth(target: Uint8Array): MiningMessage['share'] {
  let value = 0n
  for (let i = target.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(target[i]!)
  return value === 0n ? undefined : { hashes: Number((1n << 256n) / value) }
}
