// A stand-in for Redis in tests, in a process of its own: CONFIG GET and SET of dir and dbfilename, or a refusal; tells its port.
import { type AddressInfo, createServer } from 'node:net'

const [directory = '/', refusal] = process.argv.slice(2)
const settings = new Map([
  ['dir', directory],
  ['dbfilename', 'root'],
])

function answer([verb, what, name = '', value]: readonly string[]): string {
  if (refusal !== undefined) return `${refusal}\r\n`
  const known = settings.get(name)
  if (verb !== 'CONFIG' || known === undefined) return '-ERR unknown command\r\n'
  if (what === 'GET') return `*2\r\n$${name.length}\r\n${name}\r\n$${known.length}\r\n${known}\r\n`
  settings.set(name, value ?? '')
  return '+OK\r\n'
}

const server = createServer(socket => {
  let rest = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', part => {
    rest += part.toString('latin1')
    for (;;) {
      const count = Number(/^\*(\d)\r\n/.exec(rest)?.[1])
      const pieces = rest.split('\r\n')
      if (Number.isNaN(count) || pieces.length < 2 * count + 2) return
      socket.write(answer(pieces.slice(1, 2 * count + 1).filter((_, i) => i % 2 === 1)))
      rest = pieces.slice(2 * count + 1).join('\r\n')
    }
  })
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
