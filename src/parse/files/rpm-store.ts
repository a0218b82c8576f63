// Header blobs out of the rpm database's older stores: ndb (Packages.db, SUSE) and Berkeley DB hash (Packages, RHEL up to 8).

/** Blobs of an ndb store. Slots of 16 bytes name a block of 16-byte units that begins with "BlbS", package index, generation, length. */
export function* ndbBlobs(bytes: Uint8Array): Generator<Uint8Array> {
  const view = viewOf(bytes)
  const u32 = (at: number): number => (at + 4 <= bytes.length ? view.getUint32(at, true) : 0)
  if (u32(0) !== word('RpmP')) return
  const end = Math.min(u32(12) * 4096, bytes.length)
  for (let slot = 32; slot + 16 <= end; slot += 16) {
    if (u32(slot) !== word('Slot') || u32(slot + 4) === 0) continue
    const at = u32(slot + 8) * 16
    if (u32(at) !== word('BlbS') || u32(at + 4) !== u32(slot + 4)) continue
    const length = u32(at + 12)
    if (at + 16 + length <= bytes.length) yield bytes.subarray(at + 16, at + 16 + length)
  }
}

/** Blobs of a Berkeley DB hash: the values that lie on overflow pages, together at most twice the file. Broken chains give nothing. */
export function* berkeleyBlobs(bytes: Uint8Array): Generator<Uint8Array> {
  if (bytes.length < 512) return
  const view = viewOf(bytes)
  const little = view.getUint32(12, true) === 0x061561
  if (!little && view.getUint32(12, false) !== 0x061561) return
  const page = view.getUint32(20, little)
  if (page < 512 || page > 65536 || (page & (page - 1)) !== 0) return
  let budget = 2 * bytes.length
  for (let at = 0; at + page <= bytes.length; at += page) {
    const kind = bytes[at + 25]
    if (kind !== 13 && kind !== 2) continue
    const count = Math.min(view.getUint16(at + 20, little), (page - 26) >> 1)
    for (let i = 1; i < count; i += 2) {
      const item = at + view.getUint16(at + 26 + 2 * i, little)
      if (item + 12 > at + page || bytes[item] !== 3) continue
      const length = view.getUint32(item + 8, little)
      budget -= length
      if (budget < 0) return
      const blob = overflowChain(bytes, view, little, page, view.getUint32(item + 4, little), length)
      if (blob !== undefined) yield blob
    }
  }
}

function overflowChain(
  bytes: Uint8Array,
  view: DataView,
  little: boolean,
  page: number,
  first: number,
  length: number,
): Uint8Array | undefined {
  const blob = new Uint8Array(length)
  let filled = 0
  for (let number = first; number !== 0 && filled < length; ) {
    const at = number * page
    if (at + page > bytes.length || bytes[at + 25] !== 7) return undefined
    const size = Math.min(view.getUint16(at + 22, little), page - 26, length - filled)
    if (size === 0) return undefined
    blob.set(bytes.subarray(at + 26, at + 26 + size), filled)
    filled += size
    number = view.getUint32(at + 16, little)
  }
  return filled === length ? blob : undefined
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function word(text: string): number {
  return text.charCodeAt(0) + text.charCodeAt(1) * 256 + text.charCodeAt(2) * 65536 + text.charCodeAt(3) * 16777216
}
