// How every row of the wire begins.
import type { FlowTag } from '../core/dissector.ts'
import type { WireRow } from '../core/facts/wire.ts'

/** Taken when a row is first made: the frame and the time are those of the packet that is being looked at. */
export function wireRow({ id, client, server, via, frame, now }: FlowTag): WireRow {
  return { conversation: id, client, server, via, frame, at: now }
}
