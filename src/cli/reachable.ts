// The options of plan and respond about the network.
import { addressRange } from '../core/address.ts'
import { UserError } from './user-error.ts'

export interface NetworkOptions {
  readonly isolate?: boolean
  readonly management?: readonly string[]
}

/** One more address or network that stays reachable. */
export function oneMore(value: string, before: readonly string[] = []): readonly string[] {
  if (addressRange(value) === undefined) throw new UserError(`"${value}" is no address and no network such as 192.0.2.0/24`)
  return [...before, value]
}
