// JA3, JA3S and JA4 of greetings: made only for conversations that are told, for hashing costs more than all the rest of a flow.
import { createHash } from 'node:crypto'
import { ja3sText, ja3Text, ja4Parts } from '../../parse/protocols/tls-fingerprint.ts'
import type { ClientHello, ServerHello } from '../../parse/protocols/tls-hello.ts'

export function ja3(hello: ClientHello): string {
  return hashed('md5', ja3Text(hello))
}

export function ja3s(version: number, hello: ServerHello): string {
  return hashed('md5', ja3sText(version, hello))
}

/** `carrier`: "t" for TCP, "q" for QUIC. */
export function ja4(hello: ClientHello, carrier: 't' | 'q' = 't'): string {
  const { head, ciphers, extensions } = ja4Parts(hello)
  const short = (text: string): string => (text === '' ? '000000000000' : hashed('sha256', text).slice(0, 12))
  return `${carrier}${head}_${short(ciphers)}_${short(extensions)}`
}

function hashed(algorithm: 'md5' | 'sha256', text: string): string {
  return createHash(algorithm).update(text, 'latin1').digest('hex')
}
