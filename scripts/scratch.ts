// A test run has one folder for all it writes below /tmp, named after its process. What runs that were killed left goes first: the controls
// scan this machine, and files that tests make (with set-user-ID, on autostart) are rightly accused there.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

const prefix = 'davylamp-test-'

/** Gives the folder of the run whose process is `pid`; inside another run, that one's folder. */
export function ownScratch(pid: number): string {
  const temporary = process.env['TMPDIR'] ?? '/tmp'
  if (basename(temporary).startsWith(prefix)) return temporary
  for (const name of readdirSync(temporary)) {
    if (name.startsWith(prefix) && !existsSync(`/proc/${name.slice(prefix.length)}`)) removeScratch(join(temporary, name))
  }
  const folder = join(temporary, `${prefix}${pid}`)
  mkdirSync(folder, { recursive: true })
  // As /tmp: tests start servers under users of their own.
  chmodSync(folder, 0o1777)
  return folder
}

/** Also what tests made immutable. */
export function removeScratch(folder: string): void {
  spawnSync('chattr', ['-Rf', '-i', '-a', folder], { stdio: 'ignore' })
  spawnSync('rm', ['-rf', '--one-file-system', folder], { stdio: 'ignore' })
}
