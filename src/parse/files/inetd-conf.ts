// inetd.conf(5): one service a line, Debian's way of switching one off included.
import { type Line, linesOf } from '../lines.ts'

export interface InetdLine extends Line {
  /** Service name or port. */
  readonly service: string
  readonly protocol: string
  readonly user: string
  /** Program and its arguments; "internal" for what inetd does itself. */
  readonly command: string
  /** "#<off>#" or "#<disabled>#" before it (update-inetd). */
  readonly off: boolean
}

/** Lines with all their fields; comments are passed over. */
export function* parseInetdConf(bytes: Uint8Array): Generator<InetdLine> {
  for (const line of linesOf(bytes)) {
    const off = /^#[ \t]*<(?:off|disabled)>#[ \t]*/.exec(line.text)
    const bare = line.text.slice(off?.[0].length ?? 0).trim()
    if (bare.startsWith('#')) continue
    const [service = '', type = '', protocol = '', wait = '', user = '', ...command] = bare.split(/[ \t]+/, 200)
    if (command.length === 0 || !/^(?:stream|dgram|raw|rdm|seqpacket)$/.test(type) || !/^(?:no)?wait/.test(wait)) continue
    yield { ...line, service, protocol, user: user.split(/[.:/]/)[0] ?? '', command: command.join(' '), off: off !== null }
  }
}
