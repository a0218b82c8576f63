// Asking a running Redis where it saves, and telling it another place: what CONFIG SET changed stands in its memory only.
import { bytesOf, concat } from '../core/bytes.ts'
import type { DumpControl } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { readRespReply } from '../parse/resp-reply.ts'
import type { Sys } from './sys.ts'
import { connectToPort } from './unix-socket.ts'

const longestAnswer = 1 << 16

/** `patience`: milliseconds for each answer. */
export function dumpControl(sys: Sys, patience = 3000): DumpControl {
  return {
    place(port) {
      const told = ask(sys, port, patience, [
        ['CONFIG', 'GET', 'dir'],
        ['CONFIG', 'GET', 'dbfilename'],
      ])
      if (isGap(told)) return told
      const [dir, directory, dbfilename, file] = told
      if (dir !== 'dir' || dbfilename !== 'dbfilename' || directory === undefined || file === undefined)
        return gap(nameOf(port), 'malformed', 'does not tell where it saves')
      return { directory, file }
    },
    setPlace(port, { directory, file }) {
      const told = ask(sys, port, patience, [
        ['CONFIG', 'SET', 'dbfilename', file],
        ['CONFIG', 'SET', 'dir', directory],
      ])
      return isGap(told) ? told : undefined
    },
  }
}

const nameOf = (port: number): string => `Redis on port ${port}`

/** The texts of all replies. Sent in one piece: Redis carries the commands out behind each other, and saves nothing in between. */
function ask(sys: Sys, port: number, patience: number, commands: readonly (readonly string[])[]): readonly string[] | Gap {
  const connection = connectToPort(sys, port, patience)
  if (isGap(connection)) return connection
  try {
    const failed = connection.send(concat(commands.map(commandOf)))
    if (failed !== undefined) return failed
    const texts: string[] = []
    let got: Uint8Array = new Uint8Array()
    for (let left = commands.length; left > 0; ) {
      const read = readRespReply(got)
      if (read === undefined || got.length > longestAnswer) return gap(nameOf(port), 'malformed', 'does not speak as Redis does')
      if (read === 'more') {
        const more = connection.receive()
        if (isGap(more)) return more
        got = concat([got, more])
        continue
      }
      if ('error' in read) return gap(nameOf(port), 'denied', read.error.slice(0, 200))
      texts.push(...read.texts)
      got = got.subarray(read.length)
      left -= 1
    }
    return texts
  } finally {
    connection.close()
  }
}

function commandOf(words: readonly string[]): Uint8Array {
  return bytesOf(`*${words.length}\r\n${words.map(w => `$${bytesOf(w).length}\r\n${w}\r\n`).join('')}`)
}
