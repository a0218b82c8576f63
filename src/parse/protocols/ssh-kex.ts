// What the key exchange of SSH (RFC 4253 §7.1) says in clear: how long the answer "you are in" will be when it is encrypted.

/** KEXINIT, from its message number on: 16 bytes of cookie, then ten lists of names. Undefined when it is none. */
export function kexLists(payload: Uint8Array): readonly (readonly string[])[] | undefined {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
  const lists: string[][] = []
  let at = 17
  while (lists.length < 8) {
    if (at + 4 > payload.length) return undefined
    const length = view.getUint32(at)
    at += 4
    if (length > payload.length - at) return undefined
    lists.push(String.fromCharCode.apply(null, payload.subarray(at, at + length) as unknown as number[]).split(','))
    at += length
  }
  return lists
}

/** In KEXINIT's order: key exchange, host key, ciphers to the server, ciphers to the client, MACs to the server, MACs to the client. */
const cipherToClient = 3
const macToClient = 5

const macSizes: readonly (readonly [RegExp, number])[] = [
  [/-96(?:-|$|@)/, 12],
  [/sha2-512/, 64],
  [/sha2-256/, 32],
  [/sha1/, 20],
  [/umac-64/, 8],
  [/md5|umac-128|ripemd/, 16],
]

/** Bytes on the wire of SSH_MSG_USERAUTH_SUCCESS, whose one byte makes it the shortest of all; 0 when the ciphers are not known. */
export function successSize(client: readonly (readonly string[])[], server: readonly (readonly string[])[]): number {
  const agreed = (list: number): string => client[list]?.find(name => server[list]?.includes(name) === true) ?? ''
  const cipher = agreed(cipherToClient)
  if (cipher.startsWith('chacha20-poly1305')) return 4 + 8 + 16
  if (/-gcm/i.test(cipher)) return 4 + 16 + 16
  const mac = agreed(macToClient)
  const macSize = macSizes.find(([name]) => name.test(mac))?.[1]
  if (cipher === '' || macSize === undefined) return 0
  const isSmall = /^(?:3des|blowfish|cast128)/.test(cipher)
  return mac.includes('-etm') ? 4 + (isSmall ? 8 : 16) + macSize : 16 + macSize
}
