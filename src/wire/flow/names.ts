// The names of a flow for people: its ends and its entity.
import type { Flow } from '../../core/dissector.ts'
import { entity } from '../../core/entity.ts'
import { addressText } from './address.ts'
import type { Names } from './shape.ts'
import { type FlowTable, state } from './table.ts'

export function namesOf(table: FlowTable, slot: number, transport: Flow['transport']): Names {
  const client = (table.stateOf(slot) & state.turned) === 0 ? 0 : 1
  const end = (side: number) => ({ address: addressText(table, slot, side), port: table.portOf(slot, side) })
  const ends = { client: end(client), server: end(1 - client) }
  const text = (address: string, port: number): string => `${address}:${port}`
  const id = `${transport}/${text(ends.client.address, ends.client.port)}-${text(ends.server.address, ends.server.port)}`
  return { ...ends, id: entity('connection', id) }
}
