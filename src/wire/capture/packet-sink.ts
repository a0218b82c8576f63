// Who takes packets out of a capture, whatever its format.

export interface PacketSink {
  /**
   * One captured frame: `bytes[start, end)`, which are valid only during the call.
   * `original`: its length on the wire; `at`: microseconds since 1970 (fractions lost); `link`: the link type (https://www.tcpdump.org/linktypes.html).
   */
  packet(bytes: Uint8Array, start: number, end: number, original: number, at: number, link: number): void
  /**
   * What somebody wrote down about the frame that was just given, or, where `start` is `end`, about the capture or a part of it.
   * Lossless text of at most 500 characters.
   */
  remark?(text: string, bytes: Uint8Array, start: number, end: number, link: number): void
}

/** Larger records are not believed (tcpdump's own limit is 262,144). */
export const largestRecord = 1 << 20
