// A daemon that speaks D-Bus on a socket of its own, for tests: argv is the socket's path and how it answers.
import { createServer } from 'node:net'
import { bytesOf, concat } from '../src/core/bytes.ts'
import { readDbus } from '../src/parse/dbus.ts'

const [, , path = '', how = 'answer'] = process.argv

/** One string of this type, in a message without padding to spare: fields are replyTo, an error's name, and the signature. */
function message(kind: number, replyTo: number, error: string, type: string, text: string): Uint8Array {
  const word = (n: number): number[] => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >> 24]
  const pad = (bytes: number[], to: number): number[] => [...bytes, ...new Array(-bytes.length & (to - 1)).fill(0)]
  const string = (t: string): number[] => [...word(t.length), ...bytesOf(t), 0]
  const fields = [
    ...pad([5, 1, 0x75, 0, ...word(replyTo)], 8),
    ...(error === '' ? [] : pad([4, 1, 0x73, 0, ...string(error)], 8)),
    ...[8, 1, 0x67, 0, type.length, ...bytesOf(type), 0],
  ]
  const body = string(text)
  return Uint8Array.from([...pad([0x6c, kind, 1, 1, ...word(body.length), ...word(9), ...word(fields.length), ...fields], 8), ...body])
}

const server = createServer(socket => {
  let got: Uint8Array = new Uint8Array()
  let isOpen = false
  socket.on('error', () => {})
  socket.on('data', (data: Buffer) => {
    if (how === 'close') socket.destroy()
    if (how === 'noise') socket.write('x'.repeat(5000))
    if (how !== 'answer' && how !== 'refuse') return
    got = concat([got, data])
    if (!isOpen) {
      const end = Buffer.from(got).indexOf('BEGIN\r\n')
      if (end < 0) return
      isOpen = true
      got = got.slice(end + 7)
      socket.write('OK 0123456789abcdef0123456789abcdef\r\n')
    }
    for (let read = readDbus(got); typeof read === 'object'; read = readDbus(got)) {
      got = got.slice(read.size)
      const { serial } = read.message
      if (how === 'answer') socket.write(concat([message(4, 0, '', 's', 'a signal'), message(2, serial, '', 'o', '/job/1')]))
      else socket.write(message(3, serial, 'org.freedesktop.systemd1.NoSuchUnit', 's', 'Unit x not loaded.'))
    }
  })
})
server.listen(path, () => process.send?.('ready'))
