// Holds every conversation of scenes.ts through real sockets: a pool that listens, a miner that connects, turn by turn. A last packet says that it is over.
import { createHash } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { poolName, type Scene, scenes, theEnd } from './scenes.ts'

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

/** Bytes as they come, read to a given length. */
class Inbox {
  private kept = Buffer.alloc(0)
  private wake = (): void => {}
  constructor(socket: Socket) {
    socket.on('data', bytes => {
      this.kept = Buffer.concat([this.kept, bytes as Buffer])
      this.wake()
    })
    socket.on('error', () => {})
  }
  async take(length: number): Promise<Buffer> {
    while (this.kept.length < length) await new Promise<void>(resolve => (this.wake = resolve))
    const taken = this.kept.subarray(0, length)
    this.kept = this.kept.subarray(length)
    return taken
  }
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  )
}

function frame(payload: Buffer, isMasked: boolean): Buffer {
  const packed = deflateRawSync(payload, { finishFlush: 2 }).subarray(0, -4)
  const size = packed.length < 126 ? [packed.length] : [126, packed.length >> 8, packed.length & 255]
  if (!isMasked) return Buffer.from([0xc1, ...size, ...packed])
  const mask = [9, 8, 7, 6]
  return Buffer.from([0xc1, size[0]! | 128, ...size.slice(1), ...mask, ...packed.map((byte, i) => byte ^ mask[i & 3]!)])
}

function dressed({ carrier }: Scene, side: '>' | '<', text: string): Buffer {
  if (carrier === 'disguised') return latin(`${JSON.stringify(turned(JSON.parse(text)), null, 1).replaceAll('"m', '"\\u006d')}\r\n`)
  if (carrier === 'no line ends') return latin(text.trim())
  return carrier === 'websocket' ? frame(latin(text), side === '>') : latin(text)
}

/** What a carrier needs before: question and answer in turn. */
function greetings({ carrier }: Scene): readonly (readonly ['>' | '<', Buffer])[] {
  const [host = '', port = ''] = poolName.split(':')
  const number = [Number(port) >> 8, Number(port) & 255]
  switch (carrier) {
    case 'socks5':
      return [
        ['>', Buffer.from([5, 1, 0])],
        ['<', Buffer.from([5, 0])],
        ['>', Buffer.from([5, 1, 0, 3, host.length, ...latin(host), ...number])],
        ['<', Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])],
      ]
    case 'socks4a':
      return [
        ['>', Buffer.from([4, 1, ...number, 0, 0, 0, 1, 0, ...latin(host), 0])],
        ['<', Buffer.from([0, 0x5a, 0, 0, 0, 0, 0, 0])],
      ]
    case 'connect':
      return [
        ['>', latin(`CONNECT ${poolName} HTTP/1.1\r\nHost: ${poolName}\r\n\r\n`)],
        ['<', latin('HTTP/1.1 200 Connection established\r\n\r\n')],
      ]
    case 'websocket': {
      const key = 'dGhlIHNhbXBsZSBub25jZQ=='
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
      const extension = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
      return [
        [
          '>',
          latin(
            `GET / HTTP/1.1\r\nHost: ${poolName}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\n${extension}\r\n`,
          ),
        ],
        ['<', latin(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n${extension}\r\n`)],
      ]
    }
    default:
      return []
  }
}

async function say(socket: Socket, bytes: Buffer, inPieces: boolean): Promise<void> {
  const size = inPieces ? 40 : bytes.length
  for (let at = 0; at < bytes.length; at += size)
    await new Promise<void>(resolve => socket.write(bytes.subarray(at, at + size), () => resolve()))
}

async function hold(scene: Scene): Promise<void> {
  const turns = [...greetings(scene), ...scene.talk.map(([side, text]) => [side, dressed(scene, side, text)] as const)]
  const pieces = scene.carrier === 'pieces'
  const part = async (socket: Socket, mine: '>' | '<'): Promise<void> => {
    const inbox = new Inbox(socket)
    socket.setNoDelay(true)
    for (const [side, bytes] of turns) {
      if (side === mine) await say(socket, bytes, pieces)
      else await inbox.take(bytes.length)
    }
    socket.end()
  }
  const server = createServer().listen(scene.port, '127.0.0.1')
  await once(server, 'listening')
  const accepted = once(server, 'connection').then(([socket]) => part(socket as Socket, '<'))
  const miner = connect(scene.port, '127.0.0.1')
  await Promise.all([accepted, part(miner, '>'), once(miner, 'close')])
  server.close()
}

for (const scene of scenes) await hold(scene)
const last = createSocket('udp4')
last.send(theEnd, 9, '127.0.0.1', () => last.close())
