// Numbers as the protocols of the Internet write them: the most significant byte first.

export function u16be(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!
}
