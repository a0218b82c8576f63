// What a finding of the wire is about: the process that holds the socket where the host was looked at too, the conversation, the machine.
import { connectionId, type EntityId, entity } from '../core/entity.ts'
import type { WireRow } from '../core/facts/wire.ts'
import type { Facts } from '../core/facts.ts'
import type { Some } from '../core/some.ts'

/** `machine`: the address of the machine that is used or attacked. */
export function subjectsOf({ conversation, client, server }: WireRow, machine: string, { sockets }: Facts): Some<EntityId> {
  const reversed = connectionId('tcp', server, client)
  const socket = sockets.find(({ id }) => id === conversation || id === reversed)
  const rest: readonly EntityId[] = [
    conversation,
    ...(socket === undefined || socket.id === conversation ? [] : [socket.id]),
    entity('ip', machine),
  ]
  const [owner, ...others] = socket?.owners ?? []
  return owner === undefined ? [conversation, ...rest.slice(1)] : [owner, ...others, ...rest]
}
