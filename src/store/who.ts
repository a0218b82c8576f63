// Who runs davylamp, for the chain of custody.
import { userInfo } from 'node:os'

/** "root (uid 0), through sudo by anna". */
export function who(): string {
  const uid = process.getuid?.() ?? -1
  const sudo = process.env['SUDO_USER']
  return `${nameOf(uid)} (uid ${uid})${sudo ? `, through sudo by ${sudo}` : ''}`
}

function nameOf(uid: number): string {
  try {
    return userInfo().username
  } catch {
    return `${uid}`
  }
}
