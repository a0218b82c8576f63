// A host to which others send their lines of syslog, by UDP as devices do; rsyslog sorts them into the files of its own.
import type { Dress } from './dress.ts'
import type { Stage } from './stage.ts'

export function collects(dress: Dress): void {
  dress.write('/etc/rsyslog.d/10-collect.conf', 'module(load="imudp")\ninput(type="imudp" port="514")\n')
}

/** What sshd of another host says: so many wrong passwords for root, and then the right one. `aheadMs`: how much later than the true time its clock is. */
export async function told(stage: Stage, host: string, address: string, failures: number, aheadMs = 0): Promise<void> {
  const now = Date.now() + aheadMs
  const lines = Array.from({ length: failures + 1 }, (_, n) => {
    const stamp = new Date(now - (failures - n) * 1500).toISOString()
    const what = n < failures ? 'Failed' : 'Accepted'
    return `<38>1 ${stamp} ${host} sshd ${4100 + n} - - ${what} password for root from ${address} port ${40_000 + n} ssh2`
  })
  const client = `
const socket = require('node:dgram').createSocket('udp4')
const lines = ${JSON.stringify(lines)}
const next = () => { const line = lines.shift(); line === undefined ? socket.close() : socket.send(line, 514, process.env.HOST, () => setTimeout(next, 5)) }
next()`
  await stage.outside('exec "$NODE" -e "$CLIENT"', { NODE: process.execPath, CLIENT: client })
}
