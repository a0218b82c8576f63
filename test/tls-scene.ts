// Conversations over real TLS (OpenSSL, in memory), put on the wire as packets at times of one's own choice: a day of it takes no second.
import { once } from 'node:events'
import { type Duplex, duplexPair } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { connect, type SecureVersion, TLSSocket } from 'node:tls'
import type { Side } from '../src/core/dissector.ts'
import { eth, type Frame, ip4, tcp } from './packets.ts'

/** Who says how many bytes, so many seconds after what was said before. */
export type Step = readonly [from: Side, bytes: number | string, after: number]

export interface Scene {
  readonly version: Extract<SecureVersion, 'TLSv1.2' | 'TLSv1.3'>
  readonly name?: string
  readonly protocols?: readonly string[]
  readonly port?: number
  readonly server?: string
  readonly certificate?: string
  /** Each segment is acknowledged by one of its own. */
  readonly isAcknowledged?: boolean
}

export async function tlsScene(
  { version, name = '', protocols = [], port = 443, server = '203.0.113.9', certificate = cert, isAcknowledged = false }: Scene,
  steps: readonly Step[],
) {
  const frames: Frame[] = []
  const there = { from: '192.0.2.1', to: server, sport: 50_001, dport: port }
  const back = { from: server, to: there.from, sport: port, dport: there.sport }
  const next: [number, number] = [1000, 9000]
  let now = 1_700_000_000_000_000
  const put = (from: Side, flags: number, bytes: Uint8Array = new Uint8Array(0)): void => {
    const ends = from === 0 ? there : back
    now += 100
    frames.push({ bytes: eth(0x0800, ip4(6, tcp(ends, next[from], flags, bytes, next[1 - from]!), ends)), at: now })
    next[from] += bytes.length + ((flags & 2) === 0 ? 0 : 1)
    if (isAcknowledged && bytes.length > 0) put((1 - from) as Side, 0x10)
  }
  put(0, 2)
  put(1, 0x12)
  const [near, far] = duplexPair()
  tap(near, bytes => put(0, 0x18, bytes))
  tap(far, bytes => put(1, 0x18, bytes))
  const options = { minVersion: version, maxVersion: version, ALPNProtocols: [...protocols] }
  const host = new TLSSocket(far, { isServer: true, key, cert: certificate, ...options })
  const client = connect({ socket: near, rejectUnauthorized: false, servername: name, ...options })
  const sides = [client, host] as const
  for (const side of sides) side.on('error', () => {})
  client.resume()
  host.resume()
  await once(client, 'secureConnect')
  for (let i = 0; i < 8; i++) await turn()
  for (const [from, bytes, after] of steps) {
    now += after * 1e6
    const other = sides[1 - from]!
    const heard = once(other, 'data')
    sides[from].write(typeof bytes === 'string' ? bytes : 'x'.repeat(bytes))
    await heard
    await turn()
  }
  near.destroy()
  far.destroy()
  return frames
}

function tap(end: Duplex, put: (bytes: Uint8Array) => void): void {
  const write = end.write.bind(end)
  end.write = ((bytes: Uint8Array, ...rest: []) => {
    for (let at = 0; at < bytes.length; at += 1400) put(bytes.slice(at, at + 1400))
    return write(bytes, ...rest)
  }) as typeof end.write
}

/** Made for this file alone, for "pool.test". */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsPcLgAkszHSiBnez
vMPtAgr49PBojaI1fARz9IgilaKhRANCAARsV2hKSGxNd+g4dE08rUFJeu2uhB92
ZMC5Mp8kOjUOm1MXhv5ATs8zkmc6pIvh3NkJ/j6beykvAJGfFf7Iwkwx
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUURkVC55YJ1lr2YWKA+M88EY40PowCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJcG9vbC50ZXN0MCAXDTI2MTEyMTIzMDYwN1oYDzIxMjYxMDI4
MjMwNjA3WjAUMRIwEAYDVQQDDAlwb29sLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARsV2hKSGxNd+g4dE08rUFJeu2uhB92ZMC5Mp8kOjUOm1MXhv5ATs8z
kmc6pIvh3NkJ/j6beykvAJGfFf7Iwkwxo1MwUTAdBgNVHQ4EFgQURGfHmlF7i24l
+WYfwbmY6ID1bbQwHwYDVR0jBBgwFoAURGfHmlF7i24l+WYfwbmY6ID1bbQwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiASJU+pbgfHumm0746sEDG2
4oSfqHlpAZf+ZCS8WB3mfAIgY2RItHsylEyS2z9VV27o8/1F/kro7yBMUYiDu5wJ
ziY=
-----END CERTIFICATE-----`

/** Of the same key, for a name such as relays of Tor make up. */
export const torCertificate = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIURd6ZV3C/iH3O1r7BM1pbqMTV+KgwCgYIKoZIzj0EAwIw
HzEdMBsGA1UEAwwUd3d3LmtxNGR4cjd0MmxtNS5uZXQwIBcNMjYxMTIyMDEyODMz
WhgPMjEyNjEwMjkwMTI4MzNaMB8xHTAbBgNVBAMMFHd3dy5rcTRkeHI3dDJsbTUu
bmV0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbFdoSkhsTXfoOHRNPK1BSXrt
roQfdmTAuTKfJDo1DptTF4b+QE7PM5JnOqSL4dzZCf4+m3spLwCRnxX+yMJMMaNT
MFEwHQYDVR0OBBYEFERnx5pRe4tuJflmH8G5mOiA9W20MB8GA1UdIwQYMBaAFERn
x5pRe4tuJflmH8G5mOiA9W20MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwID
SQAwRgIhAMMdVyN5gN8U4C6pkUG13+L4DTgrZtf3TgbE5a5TkBBdAiEAvak0XK9u
G2ksFnHdhjF2Q55qEoZBbiy1NsG8UHqG0vw=
-----END CERTIFICATE-----`
