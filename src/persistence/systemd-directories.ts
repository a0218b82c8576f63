// Where systemd looks for units of the system and of users, in its own order of precedence.
import { isGap } from '../core/gap.ts'
import { homesOf } from '../core/homes.ts'
import type { HostView } from '../core/host.ts'

export interface UnitDirectory {
  readonly path: string
  /** The user manager whose units lie here: a name, '*' for every user, '' for the system. */
  readonly user: string
}

// systemd.unit(5). generator.late is left out: what it holds is written anew from /etc/init.d, which has a kind of its own.
const system = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/run/systemd/generator.early',
  '/etc/systemd/system',
  '/etc/systemd/system.attached',
  '/run/systemd/system',
  '/run/systemd/system.attached',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
]

const everyUser = [
  '/etc/systemd/user',
  '/run/systemd/user',
  '/usr/local/share/systemd/user',
  '/usr/share/systemd/user',
  '/usr/local/lib/systemd/user',
  '/usr/lib/systemd/user',
  '/lib/systemd/user',
]

const ofHome = ['.config/systemd/user.control', '.config/systemd/user', '.local/share/systemd/user']
const ofSession = ['systemd/user.control', 'systemd/transient', 'systemd/user']

/** Directories of the system manager that exist; each once though links such as /lib lead to it twice. */
export function systemDirectories(host: HostView): UnitDirectory[] {
  return existing(
    host,
    system.map(path => ({ path, user: '' })),
  )
}

/** Directories of all user managers that exist: those in homes and of running sessions first. */
export function userDirectories(host: HostView): UnitDirectory[] {
  const homes = homesOf(host)
  const sessions = host.files.list('/run/user', 5000)
  const own = homes.flatMap(({ user, home }) => ofHome.map(part => ({ path: `${home}/${part}`, user })))
  const running = isGap(sessions)
    ? []
    : sessions.flatMap(({ name }) => ofSession.map(part => ({ path: `/run/user/${name}/${part}`, user: name })))
  return existing(host, [...own, ...running, ...everyUser.map(path => ({ path, user: '*' }))])
}

function existing(host: HostView, directories: readonly UnitDirectory[]): UnitDirectory[] {
  const seen = new Set<string>()
  return directories.filter(({ path }) => {
    const stat = host.files.stat(path)
    // A directory that may not be looked at is kept, so that listing it tells the gap.
    if (isGap(stat)) return stat.why !== 'absent'
    const key = `${stat.dev} ${stat.ino}`
    return !seen.has(key) && seen.add(key)
  })
}
