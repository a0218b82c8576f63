// Conversations for tests of dissectors, without packets: what each side says, in order, to a flow made of literals.
import type { Caller, Dissector, Flow, Side } from '../src/core/dissector.ts'
import type { WireRows } from '../src/core/facts/wire.ts'
import { instantOf } from '../src/core/instant.ts'
import { Prober } from '../src/wire/prober.ts'
import { registriesOf } from '../src/wire/registry.ts'
import { intelWith } from './intel-with.ts'

export type Rows = { [K in keyof WireRows]?: WireRows[K][] }

/** One thing said: by whom, and what (text is Latin-1). A number: so many bytes were lost. */
export type Said = readonly [Side, string | Uint8Array | number]

export interface Setting {
  readonly over?: Flow['transport']
  readonly clientPort?: number
  readonly serverPort?: number
  readonly midstream?: boolean
  readonly keep?: Flow['keep']
  readonly gap?: Flow['gap']
}

/** The rows that the dissectors give of what was said; each thing said is one segment or datagram, one second apart. */
export function rowsOfTalk(dissectors: readonly Dissector[], said: readonly Said[], setting: Setting = {}): Rows {
  const rows: Rows = {}
  const keyed = new Map<string, unknown>()
  const registries = registriesOf(dissectors)
  const failures = {
    failed: (_: string, error: unknown) => {
      throw error
    },
  }
  let frame = 0
  const { packets: intel, patches } = intelWith()
  let turned = false
  const flowWith = (via: readonly string[], caller?: Caller): Flow => {
    const ends = [
      { address: '192.0.2.1', port: setting.clientPort ?? 50_000 },
      { address: '198.51.100.1', port: setting.serverPort ?? 3333 },
    ] as const
    return {
      get id() {
        const [c, s] = turned ? [ends[1], ends[0]] : ends
        return `connection:${setting.over ?? 'tcp'}/${c.address}:${c.port}-${s.address}:${s.port}` as const
      },
      transport: setting.over ?? 'tcp',
      get client() {
        return ends[turned ? 1 : 0]
      },
      get server() {
        return ends[turned ? 0 : 1]
      },
      get clientPort() {
        return ends[turned ? 1 : 0].port
      },
      get serverPort() {
        return ends[turned ? 0 : 1].port
      },
      midstream: setting.midstream ?? false,
      via,
      get frame() {
        return `test.pcap#${frame}`
      },
      get now() {
        return instantOf(1_700_000_000_000 + frame * 1000)!
      },
      turn() {
        turned = !turned
      },
      intel,
      patches,
      keep: (sha256, body) => setting.keep?.(sha256, body),
      gap: (why, detail) => setting.gap?.(why, detail),
      emit(kind, row, key) {
        const old = key === undefined ? undefined : keyed.get(`${kind} ${via.join(' > ')} ${key}`)
        const list = (rows[kind] ?? []) as (typeof row)[]
        if (old === undefined) list.push(row)
        else list[list.indexOf(old as typeof row)] = row
        if (key !== undefined) keyed.set(`${kind} ${via.join(' > ')} ${key}`, row)
        rows[kind] = list as never
      },
      note(kind, make) {
        this.emit(kind, make())
      },
      tag() {
        const { id, client, server, frame: name, now } = this
        return { id, client, server, via, frame: name, now }
      },
      caller,
      inner: (carrier, caller) => new Prober(flowWith([...via, carrier], caller), registries, failures),
    }
  }
  const prober = new Prober(flowWith([]), registries, failures)
  for (const [from, what] of said) {
    frame++
    if (typeof what === 'number') {
      prober.lost(from, what)
      continue
    }
    const bytes = typeof what === 'string' ? Uint8Array.from(what, c => c.charCodeAt(0)) : what
    if (bytes.length > 0 && !prober.data(from, bytes, 0, bytes.length, 1.7e15 + frame * 1e6)) return rows
  }
  prober.end()
  return rows
}
