// What a real client and a real server say to each other over loopback, recorded by a relay between them.
import { type AddressInfo, createServer, connect as join, type Server, type Socket } from 'node:net'
import type { Said } from './wire.ts'

/** Listens on a free port of loopback. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** `use` is given the port of the relay; the talk is what passed until it was done. */
export async function recordedTalk(port: number, use: (relay: number) => Promise<void>): Promise<readonly Said[]> {
  const said: Said[] = []
  const sockets: Socket[] = []
  const relay = createServer(client => {
    const server = join(port, '127.0.0.1')
    sockets.push(client, server)
    client.on('data', (bytes: Buffer) => void said.push([0, new Uint8Array(bytes)]))
    server.on('data', (bytes: Buffer) => void said.push([1, new Uint8Array(bytes)]))
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.pipe(to)
      from.on('error', () => to.destroy())
    }
  })
  try {
    await use(await listening(relay))
  } finally {
    for (const socket of sockets) socket.destroy()
    relay.close()
  }
  return said
}
