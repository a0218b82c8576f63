// CRC-64 with Jones' polynomial, reflected: the checksum at the end of an RDB file (redis/src/crc64.c).

const low = new Uint32Array(256)
const high = new Uint32Array(256)
for (let i = 0; i < 256; i++) {
  let value = BigInt(i)
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0x95ac9329ac4bc9b5n : value >> 1n
  low[i] = Number(value & 0xffffffffn)
  high[i] = Number(value >> 32n)
}

/** Eight bytes, least significant first, as they stand in the file. */
export function crc64(bytes: Uint8Array): Uint8Array {
  let lower = 0
  let upper = 0
  for (let i = 0; i < bytes.length; i++) {
    const index = (lower ^ bytes[i]!) & 0xff
    lower = ((lower >>> 8) | (upper << 24)) ^ low[index]!
    upper = (upper >>> 8) ^ high[index]!
  }
  const sum = new Uint8Array(8)
  const view = new DataView(sum.buffer)
  view.setUint32(0, lower >>> 0, true)
  view.setUint32(4, upper >>> 0, true)
  return sum
}
