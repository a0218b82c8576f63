// /proc/PID/status: the fields that stat does not have.
import { textOf } from '../../core/bytes.ts'

/** Fields of proc_pid_status(5) that matter here; sizes in bytes, 0 for what a kernel thread does not have. */
export interface ProcStatus {
  readonly tgid: number
  readonly uid: number
  readonly euid: number
  /** Effective capabilities, lower-case hex. */
  readonly capabilities: string
  readonly virtualBytes: number
  readonly residentBytes: number
  readonly hugetlbBytes: number
}

/** undefined when there is no Tgid. The kernel escapes newlines in Name, so that no name can forge a field. */
export function parseProcStatus(bytes: Uint8Array): ProcStatus | undefined {
  const fields = new Map<string, string>()
  for (const line of textOf(bytes).split('\n')) {
    const colon = line.indexOf(':')
    const key = line.slice(0, colon)
    if (colon > 0 && !fields.has(key)) fields.set(key, line.slice(colon + 1).trim())
  }
  const whole = (text: string | undefined): number => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0)
  const kibibytes = (key: string): number => whole(fields.get(key)?.split(' ')[0]) * 1024
  const tgid = whole(fields.get('Tgid'))
  if (tgid === 0) return undefined
  const [uid, euid] = (fields.get('Uid') ?? '').split(/\s/)
  return {
    tgid,
    uid: whole(uid),
    euid: whole(euid),
    capabilities: (fields.get('CapEff') ?? '').toLowerCase(),
    virtualBytes: kibibytes('VmSize'),
    residentBytes: kibibytes('VmRSS'),
    hugetlbBytes: kibibytes('HugetlbPages'),
  }
}
