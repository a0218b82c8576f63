// Scripts that are packed into, or run by, the initial RAM disk: initramfs-tools and dracut.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

/** Only where an administrator, or an intruder, adds to it; what packages bring lies in /usr and is left to checksums. */
const directories = [
  '/etc/initramfs-tools/hooks/*',
  '/etc/initramfs-tools/scripts/*',
  '/etc/initramfs-tools/scripts/*/*',
  '/etc/initramfs/post-update.d/*',
  '/etc/kernel/*.d/*',
  '/etc/kernel/install.d/*',
  '/etc/dracut.conf.d/*.conf',
  '/etc/dracut.conf',
  '/usr/lib/dracut/modules.d/*/*.sh',
  '/etc/mkinitcpio.d/*',
  '/etc/initcpio/hooks/*',
  '/etc/initcpio/install/*',
]

export const initramfsHook: Persistence = {
  id: 'initramfs-hook',
  summary: { zh: 'initramfs 与内核安装钩子', en: 'hooks of the initial RAM disk and of kernel installation' },
  techniques: ['T1542', 'T1037'],
  references: ['man:initramfs-tools(7)', 'man:dracut.modules(7)', 'man:kernel-install(8)'],
  platform: 'linux',
  *list(host) {
    yield* wholeFilesIn(host, places(directories, 'root'), { kind: this.id, trigger: 'boot' })
  },
  disarm: disarmEntry,
}
