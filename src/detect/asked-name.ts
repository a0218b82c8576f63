// Under which name a machine came to the server it speaks with: what it had asked the DNS for when it was told that address.
import type { WireRow } from '../core/facts/wire.ts'
import type { Facts } from '../core/facts.ts'

/** Gives the last such name before a conversation, or ''. */
export function askedNames({ names, answers }: Pick<Facts, 'names' | 'answers'>): (row: WireRow) => string {
  const told = new Map<string, { readonly name: string; readonly at: string }[]>()
  for (const { client, addresses, name, at } of [...names.filter(({ how }) => how === 'dns'), ...answers])
    for (const address of addresses) {
      const key = `${client.address} ${address}`
      const list = told.get(key)
      if (list === undefined) told.set(key, [{ name, at }])
      else list.push({ name, at })
    }
  return ({ client, server, at }) => {
    const before = (told.get(`${client.address} ${server.address}`) ?? []).filter(answer => answer.at <= at)
    return before.reduce((last, answer) => (answer.at >= last.at ? answer : last), { name: '', at: '' }).name
  }
}
