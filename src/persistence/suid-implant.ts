// Set-user-ID and set-group-ID programs where none belong, and copies of a shell that are one.
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { type Told, wholeFilesIn } from './listing.ts'
import { type Found, ownHomePlaces, places } from './matching.ts'

const anyDepth = (root: string, depth: number): string[] =>
  Array.from({ length: depth }, (_, i) => i).flatMap(i => {
    const directories = i === 0 ? [''] : i === 1 ? ['*/', '.*/'] : ['*/*/', '.*/*/', '*/.*/']
    return directories.flatMap(directory => [`${root}/${directory}*`, `${root}/${directory}.*`])
  })

/** Places of data, of temporary files and of local programs; packages put none of their set-id programs there. */
const unusual = [
  ...['/tmp', '/var/tmp', '/dev/shm', '/run/lock', '/opt', '/srv'].flatMap(root => anyDepth(root, 3)),
  ...[
    '/etc',
    '/usr/local/bin',
    '/usr/local/sbin',
    '/usr/local/lib',
    '/usr/games',
    '/var/www',
    '/var/spool',
    '/var/log',
    '/mnt',
    '/media',
  ].flatMap(root => anyDepth(root, 2)),
  ...['', '/dev', '/boot', '/var', '/usr', '/var/lib', '/var/cache'].flatMap(root => anyDepth(root, 1)),
  ...['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/lib', '/usr/share', '/lib'].flatMap(root => [`${root}/.*`, `${root}/.*/*`]),
]
const homes = anyDepth('', 3).map(pattern => pattern.replace(/^\//, ''))
const commands = ['/bin/*', '/usr/bin/*', '/sbin/*', '/usr/sbin/*', '/lib/*', '/usr/lib/*', '/usr/libexec/*']
const shells = ['sh', 'bash', 'dash', 'zsh', 'ksh', 'busybox', 'python3', 'perl'].flatMap(name => [`/bin/${name}`, `/usr/bin/${name}`])

export const suidImplant: Persistence = {
  id: 'suid-implant',
  summary: { zh: '异常位置的 SUID/SGID 程序与 SUID Shell 副本', en: 'set-id programs in odd places, and set-id copies of a shell' },
  techniques: ['T1548.001'],
  references: ['man:chmod(1)', 'man:execve(2)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'access' } as const
    const listed = new Set<string>()
    const where = [...places(unusual), ...ownHomePlaces(host, homes)]
    for (const row of wholeFilesIn(host, where, given, told, mayBeSetId)) {
      if (!isGap(row)) listed.add(row.path)
      yield row
    }
    const copyOf = shellCopies(host)
    yield* wholeFilesIn(
      host,
      places(commands),
      given,
      ({ path, stat }) => {
        const shell = listed.has(path) ? undefined : copyOf(path, stat.size)
        return shell === undefined ? undefined : { ...told({ path, stat }), name: `copy of ${shell}` }
      },
      mayBeSetId,
    )
  },
  disarm: disarmEntry,
}

const mayBeSetId = ({ stat }: Found): boolean => (stat.mode & 0o6000) !== 0 && (stat.mode & 0o111) !== 0

function told({ path, stat }: Pick<Found, 'path' | 'stat'>): Told {
  const suid = (stat.mode & 0o4000) !== 0
  return { command: path, when: suid ? 'SUID' : 'SGID', user: suid && stat.uid === 0 ? 'root' : '' }
}

/** The shell or interpreter that a file has the content of; sizes are compared first, so that hardly anything is hashed. */
function shellCopies(host: HostView): (path: string, size: number) => string | undefined {
  const bySize = new Map<number, string[]>()
  for (const shell of shells) {
    const stat = host.files.stat(shell)
    if (!isGap(stat) && stat.size > 0) bySize.set(stat.size, [...(bySize.get(stat.size) ?? []), shell])
  }
  return (path, size) => {
    const digest = bySize.has(size) ? host.files.digest(path, 'sha256') : undefined
    if (digest === undefined || isGap(digest)) return undefined
    return bySize.get(size)?.find(shell => host.files.digest(shell, 'sha256') === digest)
  }
}
