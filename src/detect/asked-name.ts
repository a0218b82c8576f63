// Under which name a machine came to the server it speaks with: what it had asked the DNS for when it was told that address.
import type { WireRow } from '../core/facts/wire.ts'
import type { Facts } from '../core/facts.ts'

/** Gives the last such name before a conversation, or ''. */
export function askedNames({ names, answers }: Pick<Facts, 'names' | 'answers'>): (row: WireRow) => string {
  let told: Told | undefined
  return ({ client, server, at }) => {
    told ??= toldIn([...names.filter(({ how }) => how === 'dns'), ...answers])
    const before = (told.get(`${client.address} ${server.address}`) ?? []).filter(answer => answer.at <= at)
    return before.reduce((last, answer) => (answer.at >= last.at ? answer : last), { name: '', at: '' }).name
  }
}

/** Names by who asked, and the address that was told. */
type Told = ReadonlyMap<string, readonly { readonly name: string; readonly at: string }[]>

function toldIn(rows: readonly (WireRow & { readonly name: string; readonly addresses: readonly string[] })[]): Told {
  const told = new Map<string, { name: string; at: string }[]>()
  for (const { client, addresses, name, at } of rows)
    for (const address of addresses) {
      const key = `${client.address} ${address}`
      const list = told.get(key)
      if (list === undefined) told.set(key, [{ name, at }])
      else list.push({ name, at })
    }
  return told
}
