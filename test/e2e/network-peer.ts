// The other end of a cable: echoes whatever it is sent by TCP and UDP, and tries connections of its own when told to.
import { createSocket } from 'node:dgram'
import { connect, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

const ports = [22, 3333]
const dnsPort = 53
const patience = 1200

/** Whether something is echoed within a second or so. */
export function isEchoed(host: string, port: number, localAddress?: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket: Socket = connect({ host, port, ...(localAddress !== undefined && { localAddress }) })
    const end = (answer: boolean): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => end(false), patience)
    socket.on('error', () => end(false))
    socket.on('connect', () => socket.write('x'))
    socket.on('data', () => end(true))
  })
}

/** A connection that says something all the time; how much of it came back so far. */
export function talk(host: string, port: number, localAddress?: string): { readonly echoed: () => number; readonly end: () => void } {
  const socket: Socket = connect({ host, port, ...(localAddress !== undefined && { localAddress }) })
  let count = 0
  socket.on('data', bytes => {
    count += bytes.length
  })
  socket.on('error', () => {})
  const timer = setInterval(() => socket.write('x'), 20)
  return {
    echoed: () => count,
    end: () => {
      clearInterval(timer)
      socket.destroy()
    },
  }
}

async function serve(): Promise<void> {
  for (const port of ports) {
    const server = createServer(socket => {
      socket.on('error', () => socket.destroy())
      socket.pipe(socket)
    })
    await new Promise<void>(resolve => server.listen(port, '::', resolve))
  }
}

/** A resolver that answers from the address it is asked at. */
async function resolveAt(address: string): Promise<void> {
  const dns = createSocket('udp4')
  dns.on('message', (message, from) => dns.send(message, from.port, from.address))
  await new Promise<void>(resolve => dns.bind(dnsPort, address, () => resolve()))
}

if (import.meta.main) {
  await serve()
  process.stdout.write('ready\n')
  const talks = new Map<string, ReturnType<typeof talk>>()
  for await (const line of createInterface({ input: process.stdin })) {
    const [command = '', host = '', port = '', local] = line.split(' ')
    if (command === 'dns') await resolveAt(host)
    if (command === 'talk') talks.set(host, talk(host, Number(port), local))
    const answer = command === 'try' ? await isEchoed(host, Number(port), local) : (talks.get(host)?.echoed() ?? 0)
    process.stdout.write(`${answer}\n`)
  }
  process.exit()
}
