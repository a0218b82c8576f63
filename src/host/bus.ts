// Asking a daemon over D-Bus without a bus in between: the private socket on which systemd answers root.
import { bytesOf, concat, textOf } from '../core/bytes.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { type DbusCall, type DbusMessage, dbusCall, readDbus } from '../parse/dbus.ts'
import type { Sys } from './sys.ts'
import { type Connection, connectTo } from './unix-socket.ts'

/** More signals than this between a call and its answer are no answer. */
const mostMessages = 10_000

export interface Bus {
  readonly peer: Connection['peer']
  /** The values of the answer; a Gap with the error's own words when it is refused. */
  ask(call: Omit<DbusCall, 'serial'>): DbusMessage['body'] | Gap
  close(): void
}

/** Connects as the account that davylamp runs as. `patience`: how long one answer is waited for, in milliseconds. */
export function openBus(sys: Sys, path: string, patience: number): Bus | Gap {
  const connection = connectTo(sys, path, patience)
  if (isGap(connection)) return connection
  const uid = [...String(process.getuid?.() ?? 0)].map(digit => `3${digit}`).join('')
  // BEGIN goes along: a call that came together with it would lie unread in systemd's buffer until something else comes.
  const refused = connection.send(bytesOf(`\0AUTH EXTERNAL ${uid}\r\nBEGIN\r\n`)) ?? greeting(connection, path)
  if (refused !== undefined) {
    connection.close()
    return refused
  }
  let rest: Uint8Array = new Uint8Array()
  let serial = 0
  const next = (): DbusMessage | Gap => {
    for (;;) {
      const read = readDbus(rest)
      if (read === undefined) return gap(path, 'malformed', 'does not speak D-Bus')
      if (read !== 'more') {
        rest = rest.subarray(read.size)
        return read.message
      }
      const more = connection.receive()
      if (isGap(more)) return more
      rest = concat([rest, more])
    }
  }
  return {
    peer: connection.peer,
    close: connection.close,
    ask(call) {
      const sent = connection.send(dbusCall({ ...call, serial: ++serial }))
      if (sent !== undefined) return sent
      for (let i = 0; i < mostMessages; i++) {
        const message = next()
        if (isGap(message)) return message
        if (message.replyTo !== serial) continue
        if (message.type === 'return') return message.body
        const words = typeof message.body[0] === 'string' ? message.body[0] : message.name
        return gap(path, /NoSuchUnit|UnknownObject/.test(message.name) ? 'absent' : 'denied', words)
      }
      return gap(path, 'timeout', 'does not answer')
    },
  }
}

function greeting(connection: Connection, path: string): Gap | undefined {
  for (let said = ''; said.length < 4096; ) {
    const bytes = connection.receive()
    if (isGap(bytes)) return bytes
    said += textOf(bytes)
    if (!said.endsWith('\r\n')) continue
    return said.startsWith('OK ') ? undefined : gap(path, 'denied', 'lets this account not in')
  }
  return gap(path, 'malformed', 'does not speak D-Bus')
}
