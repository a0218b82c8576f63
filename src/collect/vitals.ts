// Vital signs: load, memory, disks, and CPU time that no visible process admits to.
import type { Collector } from '../core/collector.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { parseDiskstats } from '../parse/proc/diskstats.ts'
import { parseLoadavg } from '../parse/proc/loadavg.ts'
import { parseMeminfo } from '../parse/proc/meminfo.ts'
import { parseSystemStat } from '../parse/proc/system-stat.ts'
import { type CpuWindow, cpuWindow } from './cpu-window.ts'

/** PROC_PID_INIT_INO of include/linux/proc_ns.h: the namespace whose processes /proc/stat is about. */
const firstPidNamespace = 'pid:[4026531836]'
const windowMs = 400
/** Where the first window looks odd, it must look odd again, and longer: the smallest difference counts. */
const againMs = [1500, 1500]
/** Cores; below it the sampling of clock ticks explains the difference. */
const odd = 0.1

export const vitals: Collector = {
  id: 'vitals',
  summary: { zh: '负载、内存、磁盘与无人认领的 CPU 时间', en: 'load, memory, disks, and CPU time that nobody admits to' },
  techniques: ['T1496.001'],
  references: ['man:proc_stat(5)', 'man:proc_pid_stat(5)', 'man:proc_meminfo(5)'],
  gives: ['vitals'],
  needs: [],
  *collect(host) {
    const read = <T>(path: string, parse: (bytes: Uint8Array) => T): T | undefined => {
      const content = host.files.read(path, 4 << 20)
      return isGap(content) ? undefined : parse(content.bytes)
    }
    const stat = read('/proc/stat', parseSystemStat)
    if (stat === undefined) return
    const memory = read('/proc/meminfo', parseMeminfo)
    const window = measure(host)
    if (isGap(window)) yield window
    const cpu =
      isGap(window) || window === undefined ? {} : { cpuBusy: window.busy, cpuUnexplained: window.unexplained, windowMs: window.windowMs }
    yield [
      'vitals',
      {
        cores: stat.cores,
        load: read('/proc/loadavg', parseLoadavg) ?? [],
        memoryTotal: memory?.get('MemTotal') ?? 0,
        memoryAvailable: memory?.get('MemAvailable') ?? 0,
        ...cpu,
        disks: (read('/proc/diskstats', parseDiskstats) ?? []).filter(disk => disk.readBytes + disk.writtenBytes > 0),
      },
    ]
  },
}

function measure(host: HostView): CpuWindow | Gap | undefined {
  const { volatile } = host
  if (volatile === undefined) return undefined
  const namespace = host.files.readlink('/proc/self/ns/pid')
  const name = 'CPU time of all processes'
  if (!isGap(namespace) && namespace !== firstPidNamespace) return gap(name, 'unsupported', 'seen from within a PID namespace')
  if (isGap(host.files.read('/proc/1/stat', 4096))) return gap(name, 'denied', "other users' processes are hidden from us (hidepid)")
  let least = cpuWindow(host, volatile, windowMs)
  for (const ms of againMs) {
    if (least === undefined || least.unexplained < odd) break
    const again = cpuWindow(host, volatile, ms)
    if (again !== undefined && again.unexplained < least.unexplained) least = again
  }
  return least
}
