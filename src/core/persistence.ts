// The contract of src/persistence: everything that starts a program again, how to list it and how to disarm it.
import type { Autostart } from './facts/autostart.ts'
import type { Gap } from './gap.ts'
import type { HostView } from './host.ts'
import type { About } from './module.ts'

export interface Persistence extends About {
  readonly platform: 'linux'
  /** Every entry of this kind on the host. Each entry's span covers exactly its own bytes. */
  list(host: HostView): Iterable<Autostart | Gap>
  /**
   * The file's bytes without the entry; every other byte stays as it was. null: the file itself is to go (extent 'file').
   * When the entry is not in `before` (it changed meanwhile), `before` is given back as it is.
   */
  disarm(entry: Autostart, before: Uint8Array): Uint8Array | null
}
