// Programs that the kernel starts by itself: the module loader, hotplug helpers and cgroup release agents, where they are not the usual ones.
import type { Persistence } from '../core/persistence.ts'
import { disarmKernelValue, type KernelValue, kernelValueEntries } from './kernel-values.ts'

const usual =
  /^(?:\/(?:usr\/)?s?bin\/(?:modprobe|kmod|hotplug|poweroff|true|false)|\/run\/current-system\/\S*|\(null\)|\/nix\/store\/\S*)?$/
const unless = (value: string): string | undefined => (usual.test(value) ? undefined : value)

/** systemd's own agent of the legacy cgroup hierarchy. */
const releaseAgent = /^(?:\/(?:usr\/)?lib\/systemd\/systemd-cgroups-agent)?$/

const values: readonly KernelValue[] = [
  { path: '/proc/sys/kernel/modprobe', sysctl: 'kernel.modprobe', starts: unless, harmless: '/sbin/modprobe\n' },
  { path: '/proc/sys/kernel/hotplug', sysctl: 'kernel.hotplug', starts: unless, harmless: '\n' },
  { path: '/proc/sys/kernel/poweroff_cmd', sysctl: 'kernel.poweroff_cmd', starts: unless, harmless: '/sbin/poweroff\n' },
  { path: '/sys/kernel/uevent_helper', sysctl: '', starts: unless, harmless: '\n' },
  { path: '/sys/fs/cgroup/*/release_agent', sysctl: '', starts: v => (releaseAgent.test(v) ? undefined : v), harmless: '\n' },
]

export const kernelHelper: Persistence = {
  id: 'kernel-helper',
  summary: {
    zh: '由内核直接启动的程序(modprobe、uevent_helper、release_agent)',
    en: 'programs the kernel starts itself (modprobe, uevent_helper, release_agent)',
  },
  techniques: ['T1547.006', 'T1546'],
  references: ['https://docs.kernel.org/admin-guide/sysctl/kernel.html', 'man:cgroups(7)'],
  platform: 'linux',
  *list(host) {
    yield* kernelValueEntries(host, this.id, values)
  },
  disarm: (entry, before) => disarmKernelValue(entry, before, values),
}
