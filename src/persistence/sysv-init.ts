// Scripts in /etc/init.d: System V services, on systemd and OpenRC hosts too.
import { textOf } from '../core/bytes.ts'
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { linkedNames } from './link-entries.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'
import { rcDirectories } from './rc-directories.ts'

const where = places(['/etc/init.d/*', '/etc/rc.d/init.d/*', '/etc/init.d/.*'], 'root')
const runlevels = ['sysinit', 'boot', 'default', 'nonetwork', 'shutdown'].map(level => `/etc/runlevels/${level}`)

export const sysvInit: Persistence = {
  id: 'sysv-init',
  summary: { zh: '/etc/init.d 中的启动脚本', en: 'init scripts in /etc/init.d' },
  techniques: ['T1037.004', 'T1543'],
  references: [
    'man:init-d-script(5)',
    'https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/initscrcomconv.html',
  ],
  platform: 'linux',
  *list(host) {
    const rc = linkedNames(
      host,
      rcDirectories(host).map(({ path }) => path),
      /^S\d*(.+)$/,
    )
    const openrc = linkedNames(host, runlevels, /^(.+)$/)
    yield* wholeFilesIn(host, where, { kind: 'sysv-init', trigger: 'boot' }, ({ path, name, stat }, head) => {
      const runs = (stat.mode & 0o111) !== 0
      if (!runs && !(head[0] === 0x23 && head[1] === 0x21)) return undefined
      const levels = /^#[ \t]*Default-Start:([^\r\n]{0,200})/m.exec(textOf(head.subarray(0, 4096)))?.[1]?.trim() ?? ''
      const linked = !(rc.any || openrc.any) || rc.names.has(name) || openrc.names.has(name)
      const told = { command: path, name, when: levels === '' ? '' : `Default-Start: ${levels}` }
      return runs && linked ? told : { ...told, disabled: true }
    })
  },
  disarm: disarmEntry,
}
