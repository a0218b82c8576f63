// Whether a command is one that a service would not run of itself: as databases, job servers and installers are made to run them.
import { readShell, type ShellSign } from '../shell-command.ts'

const fetching =
  /\b(?:curl|wget|base64|busybox|chmod|nohup|powershell|whoami|uname|crontab|perl|(?:ba|da)?sh -c|python\d? -c)\b|^id$|\/dev\/tcp\/|\/(?:tmp|dev\/shm|var\/tmp)\/|\|\s{0,2}(?:\/bin\/)?(?:ba|da)?sh\b/

const hostile: readonly ShellSign[] = [
  'download-to-shell',
  'download-and-run',
  'decode-to-shell',
  'dev-tcp',
  'reverse-shell',
  'kills-rivals',
  'locks-files',
  'spreads',
  'wipes-history',
  'installs-persistence',
  'starts-miner',
]

/** For programs that have no use for downloads and shells: databases, web applications, schedulers. */
export function isForeign(command: string): boolean {
  return fetching.test(command) || isHostile(command)
}

/** For installers, which download by trade: only what nobody does for an honest reason. */
export function isHostile(command: string): boolean {
  const { signs } = readShell(command.slice(0, 4000))
  return hostile.some(sign => signs.has(sign))
}
