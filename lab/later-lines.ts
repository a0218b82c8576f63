// sshd and Redis go by the kernel's clock, which stays as it is: what they wrote since days were let pass is dated as of those days.
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Stage } from './stage.ts'

const logs = ['auth.log', 'syslog', 'cron.log', 'redis/redis-server.log']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number): string => `${n}`.padStart(2, '0')

/** `since`: the true time at which `hours` were let pass, in milliseconds. Times without a zone are UTC. */
export async function datedLater(stage: Stage, since: number, hours: number): Promise<void> {
  const shift = hours * 3_600_000
  // rsyslog writes down what is under way.
  await setTimeout(500)
  const moved = (at: number): number => (at >= since - 1000 && at <= Date.now() + 1000 ? at + shift : at)
  for (const name of logs) {
    const path = join(stage.host.root, 'var/log', name)
    if (!existsSync(path)) continue
    const lines = readFileSync(path, 'latin1').split('\n')
    writeFileSync(path, lines.map(line => redated(line, moved)).join('\n'), 'latin1')
    const now = new Date(Date.now() + shift)
    utimesSync(path, now, now)
  }
  for (const [name, size, at] of [
    ['wtmp', 384, 340],
    ['btmp', 384, 340],
    ['lastlog', 292, 0],
  ] as const) {
    const path = join(stage.host.root, 'var/log', name)
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
    for (let n = 0; n + size <= bytes.length; n += size)
      bytes.writeInt32LE(Math.floor(moved(bytes.readInt32LE(n + at) * 1000) / 1000), n + at)
    if (bytes.length > 0) writeFileSync(path, bytes)
  }
}

function redated(line: string, moved: (at: number) => number): string {
  const year = new Date().getUTCFullYear()
  const [iso] = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/.exec(line) ?? []
  if (iso !== undefined) return `${new Date(moved(Date.parse(iso))).toISOString().slice(0, -1)}000+00:00${line.slice(iso.length)}`
  const [bsd] = /^[A-Z][a-z]{2} [ \d]\d [\d:]{8}/.exec(line) ?? []
  if (bsd !== undefined) {
    const at = new Date(moved(Date.parse(`${bsd.slice(0, 6)} ${year} ${bsd.slice(7)} UTC`)))
    return `${months[at.getUTCMonth()]} ${`${at.getUTCDate()}`.padStart(2)} ${at.toISOString().slice(11, 19)}${line.slice(bsd.length)}`
  }
  const [redis] = /\d\d [A-Z][a-z]{2} \d{4} [\d:]{8}/.exec(line) ?? []
  if (redis === undefined) return line
  const at = new Date(moved(Date.parse(`${redis} UTC`)))
  return line.replace(redis, `${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)}`)
}
