// Files that many hands write: one bad line in them, or a flag upon them, makes no suspect of those who name the file.
import { pathInside } from '../parse/places.ts'

const ofTheSystem =
  /^\/etc\/(?:passwd|shadow|group|gshadow|sudoers|hosts|hosts\.(?:allow|deny)|resolv\.conf|crontab|anacrontab|fstab|inittab|environment|shells|profile|bash\.bashrc|bashrc|zshrc|rc\.local|rc\.d\/rc\.local|ld\.so\.(?:preload|conf)|modules|sysctl\.conf|ssh\/sshd?_config)-?$/
const jobs = /^\/var\/spool\/cron\/(?:(?:crontabs|tabs)\/)?[\w.-]+$/
const logs = /^\/var\/log\/(?:[\w-]+\/)?(?:[\w-]+(?:\.log)?|[\w-]+_log)(?:[.-]\d+)?$/
const ofAPerson =
  /\/\.ssh\/(?:authorized_keys2?|config|known_hosts)$|\/\.(?:bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zprofile|zshenv|\w+_history)$/

/** A file of the system or of a person that was there before any intruder and stays after him: accounts, keys, jobs, start files, logs. */
export function isSharedFile(path: string): boolean {
  const inside = pathInside(path)
  return ofTheSystem.test(inside) || jobs.test(inside) || ofAPerson.test(inside) || (logs.test(inside) && !inside.includes('/.'))
}
