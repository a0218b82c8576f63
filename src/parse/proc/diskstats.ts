// /proc/diskstats: bytes read and written since boot by block device.
import { textOf } from '../../core/bytes.ts'

export interface DiskStat {
  readonly name: string
  readonly readBytes: number
  readonly writtenBytes: number
}

/** A sector is always 512 bytes here, whatever the device says (Documentation/admin-guide/iostats.rst). */
const sector = 512

export function parseDiskstats(bytes: Uint8Array): DiskStat[] {
  const disks: DiskStat[] = []
  for (const line of textOf(bytes).split('\n')) {
    const fields = line.length > 1000 ? [] : line.trim().split(/ +/)
    const [name, read, written] = [fields[2], Number(fields[5]), Number(fields[9])]
    if (name === undefined || !Number.isSafeInteger(read) || !Number.isSafeInteger(written)) continue
    disks.push({ name, readBytes: read * sector, writtenBytes: written * sector })
  }
  return disks
}
