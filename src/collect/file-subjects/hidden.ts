// Hidden and trick names where none belong, and directories named like kernel threads: in system directories and homes, with what lies right under them.
import { type Gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { nameTrick } from '../../parse/names.ts'
import { isHiddenPath } from '../../parse/places.ts'
import type { Subjects } from './subject.ts'
import { walk } from './temporary.ts'

const systemPlaces =
  '/ /usr /usr/bin /usr/sbin /usr/lib /usr/lib64 /usr/local /usr/local/bin /usr/local/sbin /usr/local/lib /usr/local/share /usr/share /bin /sbin /lib /lib64 /etc /etc/cron.d /etc/init.d /etc/ssh /etc/systemd /var /var/lib /var/log /var/spool /var/cache /opt /srv /mnt /media /boot /dev /run /home'.split(
    ' ',
  )
const under = { depth: 3, entries: 200 }
const mostHidden = 300

export function* addHidden(host: HostView, homes: readonly string[], subjects: Subjects): Generator<Gap> {
  let found = 0
  for (const place of [...systemPlaces, ...homes]) {
    const stat = host.files.lstat(place)
    if (isGap(stat) || stat.type !== 'directory') continue
    const entries = host.files.list(place)
    if (isGap(entries)) {
      yield entries
      continue
    }
    for (const { name, type } of entries) {
      const bracketed = type === 'directory' && /^\[.*\]$/.test(name)
      if (!name.startsWith('.') && nameTrick(name) === undefined && !bracketed) continue
      const path = place === '/' ? `/${name}` : `${place}/${name}`
      if (
        !(bracketed || isHiddenPath(path)) ||
        (homes.includes(place) && type === 'file' && !isOddFileOfHome(name)) ||
        ++found > mostHidden
      )
        continue
      subjects.add(path, 'hidden')
      if (type === 'directory') yield* walk(host, path, under.depth, under.entries, 'hidden', subjects)
    }
  }
}

/** Dot files in a home are ordinary settings, but for names that trick the eye or that settings do not have. */
function isOddFileOfHome(name: string): boolean {
  return nameTrick(name) !== undefined || /^\.(?:[a-z0-9]{1,2}|sh|run|exe|bin|miner|xmr.*|update|system.*|kthread.*|redtail.*)$/.test(name)
}
