// What identifies a TLS program by its greeting, before hashing: JA3 and JA3S (Salesforce), JA4 of TLS clients (FoxIO, BSD 3-clause).
import { type ClientHello, extension, isGrease, type ServerHello } from './tls-hello.ts'

/** The text whose MD5 is the JA3 fingerprint. https://github.com/salesforce/ja3 */
export function ja3Text({ version, ciphers, extensions, groups, points }: ClientHello): string {
  return [[version], ciphers, extensions, groups, points].map(list => list.filter(value => !isGrease(value)).join('-')).join(',')
}

/** The text whose MD5 is the JA3S fingerprint; `version` is the old field of the greeting. */
export function ja3sText(version: number, { cipher, extensions }: Pick<ServerHello, 'cipher' | 'extensions'>): string {
  return `${version},${cipher},${extensions.join('-')}`
}

/** JA4 without its first letter (the carrier), with the lists that are to be hashed. https://github.com/FoxIO-LLC/ja4/blob/main/technical_details/JA4.md */
export function ja4Parts(hello: ClientHello): { readonly head: string; readonly ciphers: string; readonly extensions: string } {
  const { version, signatures, protocols } = hello
  const ciphers = hello.ciphers.filter(value => !isGrease(value))
  const extensions = hello.extensions.filter(value => !isGrease(value))
  const versions = hello.versions.filter(value => !isGrease(value))
  const newest = versions.length === 0 ? version : Math.max(...versions)
  const count = (list: readonly unknown[]): string => String(Math.min(99, list.length)).padStart(2, '0')
  const sorted = (list: readonly number[]): string => list.map(hex).sort().join(',')
  const told = sorted(extensions.filter(type => type !== extension.name && type !== extension.protocols))
  const algorithms = signatures.filter(value => !isGrease(value))
  return {
    head: `${names[newest] ?? '00'}${extensions.includes(extension.name) ? 'd' : 'i'}${count(ciphers)}${count(extensions)}${ends(protocols[0] ?? '')}`,
    ciphers: sorted(ciphers),
    extensions: algorithms.length === 0 ? told : `${told}_${algorithms.map(hex).join(',')}`,
  }
}

const names: Readonly<Record<number, string>> = { 772: '13', 771: '12', 770: '11', 769: '10', 768: 's3', 2: 's2' }

function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}

/** First and last character of the protocol, of its hexadecimal form when they are no letters or digits. */
function ends(protocol: string): string {
  if (protocol === '') return '00'
  const first = protocol[0]!
  const last = protocol.at(-1)!
  if (/^[0-9A-Za-z]{2}$/.test(first + last)) return first + last
  const code = (c: string): string => c.charCodeAt(0).toString(16).padStart(2, '0')
  return code(first)[0]! + code(last)[1]!
}
