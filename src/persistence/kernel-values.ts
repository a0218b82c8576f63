// Settings of the running kernel that name a program it starts, and the sysctl files that set them at boot: shared by their kinds.
import { bytesOf, textOf } from '../core/bytes.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { Gap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

export interface KernelValue {
  /** "*" as in a place. */
  readonly path: string
  /** Its name in sysctl.d, '' when it has none. */
  readonly sysctl: string
  /** The program that this value starts; undefined for an ordinary value. */
  readonly starts: (value: string) => string | undefined
  /** What to write to switch it off. */
  readonly harmless: string
}

const sysctlFiles = ['/etc/sysctl.conf', ...['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map(base => `${base}/sysctl.d/*.conf`)]

/** Entries for the live values and for the lines of sysctl files. */
export function* kernelValueEntries(host: HostView, kind: string, values: readonly KernelValue[]): Generator<Autostart | Gap> {
  const given = { kind, trigger: 'event' } as const
  for (const { path, sysctl, starts } of values) {
    yield* entriesIn(host, places([path], 'root'), given, function* (bytes) {
      const text = textOf(bytes)
      const command = starts(text.split('\n', 1)[0]?.trim() ?? '')
      if (command !== undefined) yield { number: 1, text, span: { start: 0, end: bytes.length }, name: sysctl, command }
    })
  }
  yield* entriesIn(host, places(sysctlFiles, 'root'), { ...given, trigger: 'boot' }, function* (bytes) {
    for (const line of linesOf(bytes)) {
      const equals = line.text.indexOf('=')
      if (equals < 0) continue
      const name = line.text.slice(0, equals).trim().replace(/^-/, '').replaceAll('/', '.')
      const command = values.find(v => v.sysctl !== '' && v.sysctl === name)?.starts(line.text.slice(equals + 1).trim())
      if (command !== undefined) yield { ...line, name, command }
    }
  })
}

/** A line of a sysctl file is cut out; a value of the kernel is replaced, because nothing can be removed there. */
export function disarmKernelValue(entry: Autostart, before: Uint8Array, values: readonly KernelValue[]): Uint8Array | null {
  if (!/^\/(?:proc|sys)\//.test(entry.path)) return disarmEntry(entry, before)
  const value = values.find(v => v.sysctl === entry.name)
  return value === undefined || !textOf(before).startsWith(entry.text) ? before : bytesOf(value.harmless)
}
