// Logs that servers of remote access keep beside syslog: OpenVPN, vsftpd, xferlog, Kerberos (FreeIPA).
import type { LineFormat } from '../../core/log-format.ts'
import { headedReader, shareOf } from './marks.ts'
import { kerberosMessages, kerberosTold } from './messages/directory.ts'
import { addressOf, type Told } from './messages/kind.ts'
import { ftpMessages, vsftpdTold } from './messages/transfers.ts'
import { vpnMessages, vpnTold } from './messages/vpn.ts'
import { asctimeStamp, bsdStamp, isoStamp } from './record-time.ts'

const base = { form: 'lines', source: 'auth', trust: 'service', techniques: ['T1133', 'T1078', 'T1110'] } as const

const vpnHead = (line: string) => {
  const stamp = isoStamp(line) ?? asctimeStamp(line)
  return stamp && { time: stamp.time, program: 'openvpn', message: line.slice(stamp.end).replace(/^ (?:us=\d{1,6} )?/, '') }
}

export const openvpnLog: LineFormat = {
  ...base,
  id: 'openvpn-log',
  summary: { zh: 'OpenVPN 日志', en: 'the log of OpenVPN' },
  references: ['https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/'],
  paths: ['/var/log/openvpn/*.log', '/var/log/openvpn.log', '/var/log/openvpn-*.log', '/etc/openvpn/*.log', '/etc/openvpn/server/*.log'],
  needles: vpnMessages.needles,
  recognise: text =>
    /\b(?:OpenVPN \d\.\d|MULTI: multi_|Peer Connection Initiated|TLS: Initial packet|Data Channel)/.test(text)
      ? 0.9 * shareOf(text, line => vpnHead(line) !== undefined)
      : 0,
  open: () => headedReader(vpnHead, (message, isHeaded) => (isHeaded ? vpnTold(message) : undefined)),
}

const ftpHead = (line: string) => {
  const stamp = asctimeStamp(line)
  return stamp && { time: stamp.time, program: 'vsftpd', message: line.slice(stamp.end + 1) }
}

/** wu-ftpd's: time, seconds, host, size, name, kind, flags, direction, who, account. Names have no blanks in it. */
const xfer = /^(\d{1,9}) (\S{1,255}) (\d{1,15}) (\/\S{0,1000}|\S{1,1000}) [ab] [_CUT] ([oid]) [arg] (\S{1,64}) ftp [01] \S{1,64} ([ci])$/

function xferTold(message: string): Told | undefined {
  const [, , host, size, path, direction, user, done] = xfer.exec(message) ?? []
  if (path === undefined || direction === 'o') return undefined
  return {
    verb: 'file',
    outcome: done === 'c' ? 'success' : 'failure',
    user,
    address: addressOf(host?.replace(/^::ffff:/, '')),
    path,
    bytes: Number(size),
    method: direction === 'i' ? 'ftp upload' : 'ftp delete',
  }
}

export const ftpLog: LineFormat = {
  ...base,
  id: 'ftp-log',
  summary: { zh: 'FTP 日志(vsftpd、xferlog)', en: 'logs of FTP (vsftpd, xferlog)' },
  references: ['man:vsftpd.conf(5)', 'man:xferlog(5)'],
  paths: ['/var/log/vsftpd.log', '/var/log/xferlog', '/var/log/proftpd/xferlog', '/var/log/pureftpd.log'],
  needles: [...ftpMessages.needles, ' ftp 0 ', ' ftp 1 '],
  recognise: text =>
    0.95 *
    shareOf(
      text,
      line =>
        vsftpdTold(ftpHead(line)?.message ?? '') !== undefined ||
        xfer.test(ftpHead(line)?.message ?? '') ||
        / CONNECT: Client "/.test(line),
    ),
  open: () => headedReader(ftpHead, (message, isHeaded) => (isHeaded ? (vsftpdTold(message) ?? xferTold(message)) : undefined)),
}

const kdc = /^ \S{1,255} krb5kdc\[\d{1,10}\]\(\w{2,10}\): /
const kdcHead = (line: string) => {
  const stamp = bsdStamp(line)
  const host = stamp && kdc.exec(line.slice(stamp.end))?.[0]
  return stamp && host !== undefined ? { time: stamp.time, program: 'krb5kdc', message: line.slice(stamp.end + host.length) } : undefined
}

export const kerberosLog: LineFormat = {
  ...base,
  id: 'kerberos-log',
  summary: { zh: 'Kerberos(FreeIPA)日志', en: 'the log of Kerberos (FreeIPA)' },
  references: ['https://web.mit.edu/kerberos/krb5-latest/doc/admin/conf_files/krb5_conf.html#logging'],
  paths: ['/var/log/krb5kdc.log'],
  needles: kerberosMessages.begins ?? [],
  recognise: text => shareOf(text, line => kdcHead(line) !== undefined),
  open: () => headedReader(kdcHead, (message, isHeaded) => (isHeaded ? kerberosTold(message) : undefined)),
}
