// The zone that a host's wall clock goes by: of /etc/localtime itself, else of what its name says.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { unknownZone, utcZone, type Zone } from '../core/zone.ts'
import { parseTzif, type TimeZone } from '../parse/files/tzif.ts'
import { zoneNamed, zoneOfTable } from '../parse/local-time.ts'

const zoneinfo = /zoneinfo\/(?:posix\/|right\/)?([\w+-]+(?:\/[\w+-]+){0,2})$/
const longest = 1 << 16

/**
 * The file counts more than the name of the link to it: it is what the programs read. On a disk, where /usr may lie elsewhere, the link's name is enough. A host
 * without the file goes by UTC (tzset(3)), but where /etc/timezone names a zone the file has been lost on the way. What cannot be read is unknown.
 */
export function hostZone({ files, origin }: HostView): Zone {
  const link = files.readlink('/etc/localtime')
  const linked = isGap(link) ? '' : (zoneinfo.exec(link)?.[1] ?? '')
  const named = linked === '' ? nameIn(files) : linked
  const content = files.read('/etc/localtime', longest)
  if (!isGap(content)) {
    const table = parseTzif(content.bytes)
    if (table !== undefined)
      return table.times.length === 0 && table.first === 0 && table.rule?.standard === 0
        ? utcZone
        : zoneOfTable(named === '' ? offsetName(table) : named, table)
    return zoneNamed(named) ?? unknownZone
  }
  if (linked !== '') return zoneNamed(linked) ?? unknownZone
  if (content.why !== 'absent') return unknownZone
  return (origin.kind === 'live' ? undefined : zoneNamed(named)) ?? utcZone
}

/** What /etc/timezone (Debian), ZONE= of /etc/sysconfig/clock (Red Hat 6) say. */
function nameIn(files: HostView['files']): string {
  for (const path of ['/etc/timezone', '/etc/sysconfig/clock']) {
    const content = files.read(path, 4096)
    const name = isGap(content) ? undefined : /^(?:ZONE=)?"?([A-Z][\w+-]*(?:\/[\w+-]+){0,2})"?\s*$/m.exec(textOf(content.bytes))?.[1]
    if (name !== undefined) return name
  }
  return ''
}

/** "+08:00" of a zone without summer time, which is its name as well as any. */
function offsetName({ rule }: TimeZone): string {
  if (rule === undefined || rule.summer !== undefined) return 'localtime'
  const minutes = Math.abs(Math.round(rule.standard / 60))
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${rule.standard < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
