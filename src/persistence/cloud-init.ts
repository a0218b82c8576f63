// cloud-init: scripts it runs at every boot or once, and commands in its configuration.
import { textOf } from '../core/bytes.ts'
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

/** Keys of cloud-config whose values are run. */
const runs = /^\s*(?:runcmd|bootcmd|power_state|write_files|users|ssh_authorized_keys)\s*:/m

export const cloudInit: Persistence = {
  id: 'cloud-init',
  summary: { zh: 'cloud-init 脚本与 runcmd/bootcmd', en: 'cloud-init scripts, runcmd and bootcmd' },
  techniques: ['T1037'],
  references: ['https://cloudinit.readthedocs.io/en/latest/reference/modules.html'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'boot' } as const
    const scripts = ['/var/lib/cloud/scripts/per-*/*', '/var/lib/cloud/instances/*/scripts/*', '/var/lib/cloud/scripts/vendor/*']
    yield* wholeFilesIn(host, places(scripts, 'root'), given, ({ path }) => ({ command: path, when: path.split('/').at(-2) ?? '' }))
    const settings = places(['/etc/cloud/cloud.cfg.d/*.cfg', '/var/lib/cloud/seed/*/user-data'], 'root')
    yield* wholeFilesIn(host, settings, given, ({ path }, head) => {
      const found = runs.exec(textOf(head))
      return found === null ? undefined : { command: path, when: found[0].trim() }
    })
  },
  disarm: disarmEntry,
}
