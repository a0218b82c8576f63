// Java objects on the wire: WebLogic's T3, RMI (JRMP), Dubbo, and bare serialised streams; in each the names of classes that run commands when they are read.
import type { Dissector } from '../../core/dissector.ts'
import { WindowTalk } from '../byte-window.ts'

export const javaObjects: Dissector = {
  id: 'java-objects',
  summary: { zh: 'WebLogic T3、RMI、Dubbo 与 Java 序列化流', en: 'WebLogic T3, RMI, Dubbo and serialised Java streams' },
  techniques: ['T1190'],
  references: [
    'https://docs.oracle.com/en/java/javase/21/docs/specs/rmi/protocol.html',
    'https://docs.oracle.com/en/java/javase/21/docs/specs/serialization/protocol.html',
    'https://github.com/frohoff/ysoserial',
    'https://dubbo.apache.org/en/overview/reference/protocols/tcp/',
  ],
  over: 'tcp',
  starts: 'tJ\xac\xda',
  probe: (bytes, start, end) => (protocolOf(bytes, start, end) === '' ? 'no' : 'yes'),
  open: flow => new WindowTalk(flow, protocolOf),
}

/** "t3 12.2.1", "JRMI" with its version, the magic of a stream with version 5, the magic of Dubbo. */
function protocolOf(bytes: Uint8Array, start: number, end: number): string {
  if (end - start < 5) return ''
  const [a, b, c, d, e] = [bytes[start], bytes[start + 1], bytes[start + 2], bytes[start + 3], bytes[start + 4]!]
  if (a === 0xda) return b === 0xbb ? 'dubbo' : ''
  if (a === 0xac) return b === 0xed && c === 0 && d === 5 ? 'java-serialisation' : ''
  if (a === 0x4a) return b === 0x52 && c === 0x4d && d === 0x49 && e === 0 ? 'rmi' : ''
  const isSecure = c === 0x73
  const digit = isSecure ? e : d!
  return a === 0x74 && b === 0x33 && (isSecure ? d : c) === 0x20 && digit >= 0x30 && digit <= 0x39 ? 't3' : ''
}
