// The kernel: its release and state, and the settings that miners and rootkits touch.

import type { Collector } from '../core/collector.ts'
import type { Kernel } from '../core/facts/system.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import { parseSysctlConf } from '../parse/files/sysctl-conf.ts'
import { linesOf } from '../parse/lines.ts'
import { parseSystemStat } from '../parse/proc/system-stat.ts'
import { namesIn, numberAt, textAt, textOrEmpty } from './small-file.ts'

const settings = [
  'fs.suid_dumpable',
  'kernel.core_pattern',
  'kernel.core_uses_pid',
  'kernel.dmesg_restrict',
  'kernel.kexec_load_disabled',
  'kernel.kptr_restrict',
  'kernel.modprobe',
  'kernel.modules_disabled',
  'kernel.perf_event_paranoid',
  'kernel.printk',
  'kernel.randomize_va_space',
  'kernel.unprivileged_bpf_disabled',
  'kernel.unprivileged_userns_clone',
  'kernel.yama.ptrace_scope',
  'net.ipv4.ip_forward',
  'net.ipv4.tcp_syncookies',
  'vm.nr_hugepages',
  'vm.overcommit_memory',
  'vm.swappiness',
]

const sysctlFolders = ['/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d']

export const kernel: Collector = {
  id: 'kernel',
  summary: { zh: '内核版本、状态与关键参数', en: 'kernel release, state and settings that matter' },
  techniques: [],
  references: ['man:proc_sys_kernel(5)', 'man:sysctl.d(5)', 'https://docs.kernel.org/admin-guide/tainted-kernels.html'],
  gives: ['kernel'],
  needs: [],
  *collect(host) {
    const release = textAt(host, '/proc/sys/kernel/osrelease')
    if (isGap(release) && release.why !== 'absent') yield release
    const preload = host.files.read('/etc/ld.so.preload')
    if (isGap(preload) && preload.why !== 'absent') yield preload
    const row: Kernel = {
      release: isGap(release) ? '' : release,
      bootedAt: bootedAt(host),
      tainted: numberAt(host, '/proc/sys/kernel/tainted'),
      corePattern: textOrEmpty(host, '/proc/sys/kernel/core_pattern'),
      pidMax: numberAt(host, '/proc/sys/kernel/pid_max'),
      hugepages: [...hugepages(host)],
      msr: msr(host),
      preload: isGap(preload) ? [] : [...preloaded(preload.bytes)],
      sysctl: Object.fromEntries(
        settings.flatMap(name => {
          const value = textAt(host, `/proc/sys/${name.replaceAll('.', '/')}`)
          return isGap(value) ? [] : [[name, value]]
        }),
      ),
    }
    yield ['kernel', row]
  },
}

function bootedAt(host: HostView) {
  const content = host.files.read('/proc/stat')
  const seconds = isGap(content) ? 0 : (parseSystemStat(content.bytes)?.bootTime ?? 0)
  return seconds === 0 ? undefined : instantOf(seconds * 1000)
}

/** Raised now (by size and by node), and raised again at every boot by sysctl files. */
function* hugepages(host: HostView): Generator<Kernel['hugepages'][number]> {
  const nodes = namesIn(host, '/sys/devices/system/node').filter(name => /^node\d+$/.test(name))
  for (const base of ['/sys/kernel/mm/hugepages', ...nodes.map(node => `/sys/devices/system/node/${node}/hugepages`)]) {
    for (const size of namesIn(host, base)) {
      const count = numberAt(host, `${base}/${size}/nr_hugepages`)
      if (count > 0) yield { path: `${base}/${size}/nr_hugepages`, count }
    }
  }
  const files = sysctlFolders.flatMap(folder => namesIn(host, folder).map(name => `${folder}/${name}`))
  for (const path of ['/etc/sysctl.conf', ...files.filter(file => file.endsWith('.conf'))]) {
    const content = host.files.read(path)
    if (isGap(content)) continue
    for (const { line, name, value } of parseSysctlConf(content.bytes)) {
      const count = name === 'vm.nr_hugepages' ? Number(value) : 0
      if (count > 0) yield { path: `${path}:${line}`, count }
    }
  }
}

function msr(host: HostView): Kernel['msr'] {
  const loaded = ['/sys/module/msr', '/dev/cpu/0/msr'].some(path => !isGap(host.files.stat(path)))
  return { loaded, allowWrites: textOrEmpty(host, '/sys/module/msr/parameters/allow_writes') }
}

/** ld.so splits at blanks and colons, ld.so(8). */
function* preloaded(bytes: Uint8Array): Generator<Kernel['preload'][number]> {
  for (const { number: line, text } of linesOf(bytes)) {
    for (const path of text.replace(/#.*$/, '').split(/[\s:\0]+/)) if (path !== '') yield { path, line }
  }
}
