// Redis left open, and a raw client that speaks its protocol (RESP) to it.
import type { Dress } from './dress.ts'
import type { Stage } from './stage.ts'

/** Debian's Redis, without password, with its own log; as root where somebody installed it so. */
export function openRedis(dress: Dress, { bind, user }: { readonly bind: string; readonly user: 'redis' | 'root' }): void {
  dress.write(
    '/etc/redis/redis.conf',
    `bind ${bind}\nprotected-mode no\nport 6379\ndaemonize no\nsupervised systemd\nloglevel notice\nlogfile /var/log/redis/redis-server.log\ndir /var/lib/redis\ndbfilename dump.rdb\nsave 900 1\nenable-protected-configs yes\nenable-module-command yes\nenable-debug-command no\n`,
    { mode: 0o644 },
  )
  dress.write(
    '/etc/systemd/system/redis-server.service',
    `[Unit]\nDescription=Advanced key-value store\nAfter=network.target\n\n[Service]\nType=notify\nExecStart=/usr/bin/redis-server /etc/redis/redis.conf\nUser=${user}\nGroup=${user}\nUMask=077\nRuntimeDirectory=redis\n\n[Install]\nWantedBy=multi-user.target\n`,
  )
  dress.enable('redis-server.service')
}

/** One connection from an address; an error as an answer is thrown. */
export async function redisCommands(stage: Stage, from: string, commands: readonly (readonly string[])[]): Promise<void> {
  const wire = commands
    .map(words => `*${words.length}\r\n${words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`)
    .join('')
  const client = `
const net = require('node:net')
const socket = net.connect({ host: process.env.HOST, port: 6379, localAddress: ${JSON.stringify(from)} })
let said = ''
socket.setEncoding('latin1')
socket.on('data', part => { said += part; if (/^-/m.test(said)) { console.error(said); process.exit(1) } if (said.split('\\r\\n').length > ${commands.length}) socket.end() })
socket.on('error', error => { console.error(error.message); process.exit(1) })
socket.write(Buffer.from(${JSON.stringify(Buffer.from(wire).toString('base64'))}, 'base64'))`
  await stage.outside(`exec "$NODE" -e "$CLIENT"`, { NODE: process.execPath, CLIENT: client })
}
