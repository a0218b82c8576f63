// Who runs davylamp, and which one it is, for the chain of custody.
import { readFileSync } from 'node:fs'
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

/** "davylamp 0.1.0 (node 26.10.0)". */
export function tool(): string {
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Record<string, string>
  return `${name} ${version} (node ${process.versions.node})`
}
