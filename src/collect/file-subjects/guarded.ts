// Places whose flags tell of somebody who fears removal: cron directories, key files, preload list; and the libraries it names.
import { textOf } from '../../core/bytes.ts'
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import type { Subjects } from './subject.ts'

const places =
  '/etc/ld.so.preload /etc/crontab /etc/cron.d /etc/cron.hourly /etc/cron.daily /etc/cron.weekly /etc/cron.monthly /var/spool/cron /var/spool/cron/crontabs /etc/passwd /etc/shadow /etc/sudoers /etc/hosts /etc/resolv.conf /etc/rc.local /etc/profile /etc/ssh /etc/systemd/system /etc/init.d /tmp /var/tmp /dev/shm /usr/bin /usr/sbin'.split(
    ' ',
  )
const inHomes = ['.ssh', '.ssh/authorized_keys', '.ssh/authorized_keys2', '.ssh/rc', '.bashrc', '.profile', '.bash_profile']
const filled = ['/etc/cron.d', '/var/spool/cron', '/var/spool/cron/crontabs', '/var/spool/cron/root']
const mostEach = 100

export function addGuarded(host: HostView, homes: readonly string[], subjects: Subjects): void {
  for (const path of [...places, ...homes.flatMap(home => inHomes.map(name => `${home}/${name}`))])
    if (!isGap(host.files.lstat(path))) subjects.add(path, 'persistence')
  for (const directory of filled) {
    const entries = host.files.list(directory)
    if (isGap(entries)) continue
    for (const { name } of entries.slice(0, mostEach)) if (name !== '.placeholder') subjects.add(`${directory}/${name}`, 'persistence')
  }
  for (const library of preloaded(host)) if (!isGap(host.files.lstat(library))) subjects.add(library, 'library')
}

/** Paths named in /etc/ld.so.preload (ld.so(8): separated by blanks or colons). */
function preloaded(host: HostView): string[] {
  const content = host.files.read('/etc/ld.so.preload', 65536)
  if (isGap(content)) return []
  return textOf(content.bytes)
    .split(/[\s:]+/)
    .filter(path => path.startsWith('/'))
    .slice(0, mostEach)
}
