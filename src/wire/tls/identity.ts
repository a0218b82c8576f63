// What both greetings and the certificate say, read only when the conversation is told.
import { X509Certificate } from 'node:crypto'
import type { TlsIdentity } from '../../core/facts/wire-encrypted.ts'
import { u16be } from '../../parse/big-endian.ts'
import { clientHello, firstCertificate, handshake, handshakeBody, serverHello } from '../../parse/protocols/tls-hello.ts'
import { ja3, ja3s, ja4 } from './fingerprint.ts'

/** From the handshakes of both sides as far as they were seen; undefined when neither greeting was. */
export function identityOf(client: Uint8Array, server: Uint8Array): TlsIdentity | undefined {
  const asked = handshakeBody(client, handshake.clientHello)
  const answered = handshakeBody(server, handshake.serverHello)
  const hello = asked === undefined ? undefined : clientHello(asked)
  const choice = answered === undefined ? undefined : serverHello(answered)
  if (hello === undefined && choice === undefined) return undefined
  return {
    version: versions[choice?.version ?? Math.max(hello?.version ?? 0, ...(hello?.versions ?? []))] ?? '',
    name: hello?.name ?? '',
    isEncrypted: hello?.isEncrypted ?? false,
    protocols: hello?.protocols ?? [],
    ja3: hello === undefined ? '' : ja3(hello),
    ja3s: choice === undefined || answered === undefined ? '' : ja3s(u16be(answered, 0), choice),
    ja4: hello === undefined ? '' : ja4(hello),
    certificate: certificateOf(server),
  }
}

const versions: Readonly<Record<number, string>> = { 768: '3.0', 769: '1.0', 770: '1.1', 771: '1.2', 772: '1.3' }
const longestName = 200

function certificateOf(server: Uint8Array): TlsIdentity['certificate'] {
  const body = handshakeBody(server, handshake.certificate)
  const der = body === undefined ? undefined : firstCertificate(body)
  if (der === undefined) return undefined
  try {
    const { subject, issuer, validFrom, validTo } = new X509Certificate(der)
    const line = (name: string | undefined): string => (name ?? '').replaceAll('\n', ', ').slice(0, longestName)
    return { subject: line(subject), issuer: line(issuer), selfSigned: subject === issuer, from: validFrom, until: validTo }
  } catch {
    // A certificate that OpenSSL refuses is none to speak of.
    return undefined
  }
}
