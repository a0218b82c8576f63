// GRUB: kernel parameters that replace the first program, and scripts that build the boot menu.
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

const setting = /^\s*(?:export\s+)?(GRUB_\w+)=(.*)$/

/** Parameters that choose what runs first, or switch a guard of the kernel off. */
const odd =
  /(?:^|[\s"'])((?:rd)?init=(?!\/(?:usr\/)?(?:lib\/systemd\/systemd|s?bin\/init)\b)[^\s"']+|systemd\.(?:run|wants|unit)=[^\s"']+|module\.sig_enforce=0|lockdown=none|initrd=[^\s"']+)/

/** Generators that GRUB's own packages and common tools bring. */
const usualScripts =
  /^(?:\d\d_(?:header|debian_theme|linux|linux_xen|linux_zfs|os-prober|uefi-firmware|fwupd|memtest86\+?|custom|ppc_terminfo|rhel_fallback|reset_boot_success|menu_auto_hide|menu_auto_hide_fedora|tuned|bli|recordfail|backtofuture|suse_theme|btrfs|proxmox|kdump|gfxpayload|ltsp|xen)|README|backup|proxifiedScripts|\d\d_snapshots-btrfs)$/

export const grub: Persistence = {
  id: 'grub',
  summary: { zh: 'GRUB 内核参数与菜单脚本', en: 'kernel parameters and menu scripts of GRUB' },
  techniques: ['T1542'],
  references: ['https://www.gnu.org/software/grub/manual/grub/html_node/Simple-configuration.html', 'man:kernel-command-line(7)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'boot' } as const
    yield* entriesIn(host, places(['/etc/default/grub', '/etc/default/grub.d/*.cfg'], 'root'), given, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const [, name = '', value = ''] = setting.exec(line.text) ?? []
        const found = name.startsWith('GRUB_CMDLINE') ? odd.exec(value) : null
        if (found !== null) yield { ...line, name, command: found[1] ?? '' }
      }
    })
    yield* wholeFilesIn(host, places(['/etc/grub.d/*', '/etc/grub.d/.*'], 'root'), given, ({ path, name, stat }) => {
      if (usualScripts.test(name)) return undefined
      return (stat.mode & 0o111) === 0 ? { command: path, disabled: true } : { command: path }
    })
  },
  disarm: disarmEntry,
}
