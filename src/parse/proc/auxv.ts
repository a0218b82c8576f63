// /proc/PID/auxv: what the kernel told a 64-bit program at its start, as pairs of words ended by a zero (getauxval(3)).

const types = { pageSize: 6, clockTicks: 17 } as const

export interface Auxv {
  /** Bytes of a page of memory. */
  readonly pageSize?: number | undefined
  /** Clock ticks of a second, as times in /proc/PID/stat are counted. */
  readonly clockTicks?: number | undefined
}

/** Values that make sense; undefined for what is missing or not a small positive number. */
export function parseAuxv(bytes: Uint8Array): Auxv {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Map<number, number>()
  for (let at = 0; at + 16 <= bytes.length; at += 16) {
    const type = Number(view.getBigUint64(at, true))
    if (type === 0) break
    values.set(type, Number(view.getBigUint64(at + 8, true)))
  }
  const sane = (type: number): number | undefined => {
    const value = values.get(type) ?? 0
    return value > 0 && value <= 1 << 24 ? value : undefined
  }
  return { pageSize: sane(types.pageSize), clockTicks: sane(types.clockTicks) }
}
