// The smallest client of PostgreSQL: one connection over the Unix socket, simple queries, rows as text. Who may connect is told by the peer's uid.
import { createConnection, type Socket } from 'node:net'

export interface Message {
  readonly type: string
  readonly body: Buffer
}

/** Whole messages at the start of the bytes, and what is left: type, length with itself, body. */
export function messagesIn(bytes: Buffer): { readonly messages: readonly Message[]; readonly rest: Buffer } {
  const messages: Message[] = []
  let at = 0
  while (bytes.length - at >= 5) {
    const end = at + 1 + bytes.readUInt32BE(at + 1)
    if (end > bytes.length) break
    messages.push({ type: String.fromCharCode(bytes[at] ?? 0), body: bytes.subarray(at + 5, end) })
    at = end
  }
  return { messages, rest: bytes.subarray(at) }
}

/** First column of a DataRow. */
export function firstColumn(body: Buffer): string {
  return body.subarray(6, 6 + body.readInt32BE(2)).toString()
}

export class Connection {
  private readonly socket: Socket
  private rest: Buffer = Buffer.alloc(0)
  private column = ''
  private error: Error | undefined
  private answered: { resolve: (column: string) => void; reject: (error: Error) => void } | undefined

  constructor(path: string, user: string, database: string) {
    this.socket = createConnection(path)
    const parameters = Buffer.from(`user\0${user}\0database\0${database}\0\0`)
    const head = Buffer.alloc(8)
    head.writeUInt32BE(8 + parameters.length)
    head.writeUInt32BE(3 << 16, 4)
    this.socket.write(Buffer.concat([head, parameters]))
    this.socket.on('data', (bytes: Buffer) => this.take(bytes))
    this.socket.on('error', error => this.end(error))
    this.socket.on('close', () => this.end(new Error('the connection was closed')))
  }

  /** The first column of the last row, once the server is ready again; the start of the connection is waited for with ''. */
  query(text: string): Promise<string> {
    if (text !== '') {
      const head = Buffer.from('Q\0\0\0\0')
      head.writeUInt32BE(5 + Buffer.byteLength(text), 1)
      this.socket.write(Buffer.concat([head, Buffer.from(`${text}\0`)]))
    }
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) reject(new Error('the connection is closed'))
      this.answered = { resolve, reject }
      this.socket.setTimeout(10_000, () => this.socket.destroy())
    })
  }

  close(): void {
    this.socket.destroy()
  }

  private take(bytes: Buffer): void {
    const { messages, rest } = messagesIn(Buffer.concat([this.rest, bytes]))
    this.rest = rest
    for (const { type, body } of messages) {
      if (type === 'D') this.column = firstColumn(body)
      if (type === 'E') this.error = new Error(body.toString().replaceAll('\0', ' '))
      if (type === 'Z') this.settle()
    }
  }

  private settle(): void {
    if (this.error === undefined) this.answered?.resolve(this.column)
    else this.answered?.reject(this.error)
    this.answered = undefined
    this.error = undefined
  }

  private end(error: Error): void {
    this.error ??= error
    this.settle()
  }
}
