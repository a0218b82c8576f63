// Services that do what whoever reaches them says, without a login: Java debuggers (JDWP), Android (ADB), RocketMQ, distcc, and ZeroMQ, which Salt speaks.
import type { Dissector } from '../../core/dissector.ts'
import { WindowTalk } from '../byte-window.ts'
import { latin } from '../head.ts'

export const openDoors: Dissector = {
  id: 'open-doors',
  summary: {
    zh: '无需登录即执行命令的服务(JDWP、ADB、RocketMQ、distcc、Salt)',
    en: 'services that take orders without a login (JDWP, ADB, RocketMQ, distcc, Salt)',
  },
  techniques: ['T1190'],
  references: [
    'https://docs.oracle.com/en/java/javase/21/docs/specs/jdwp/jdwp-transport.html',
    'https://android.googlesource.com/platform/packages/modules/adb/+/refs/heads/main/protocol.txt',
    'https://rocketmq.apache.org/',
    'https://github.com/distcc/distcc/blob/master/doc/protocol-1.txt',
    'https://rfc.zeromq.org/spec/23/',
  ],
  over: 'tcp',
  starts: 'JCD\x00\xff',
  probe: (bytes, start, end) => (protocolOf(bytes, start, end) === '' ? 'no' : 'yes'),
  open: flow => new WindowTalk(flow, protocolOf),
}

function protocolOf(bytes: Uint8Array, start: number, end: number): string {
  if (end - start < 10) return ''
  const text = latin(bytes, start, Math.min(end, start + 17))
  if (text.startsWith('JDWP-Handshake')) return 'jdwp'
  // CNXN with a version of ADB: 0x01000000 or 0x01000001.
  if (text.startsWith('CNXN') && bytes[start + 7] === 1 && bytes[start + 6] === 0) return 'adb'
  // A version and the count of arguments, in hexadecimal.
  if (/^DIST0000000[1-3]ARGC/.test(text)) return 'distcc'
  // A greeting of ZMTP: a signature of ten bytes.
  if (text.startsWith('\xff\0') && bytes[start + 9] === 0x7f) return 'zeromq'
  // Two lengths (the second one's first byte: 0 for JSON), and a head that begins with its code.
  return bytes[start + 1] === 0 && bytes[start + 4] === 0 && text.startsWith('{"code":', 8) ? 'rocketmq' : ''
}
