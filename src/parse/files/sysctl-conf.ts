// sysctl.conf(5) and the files of sysctl.d: settings that are made again at every boot.
import { linesOf } from '../lines.ts'

export interface SysctlSetting {
  readonly line: number
  /** With dots, also where the file writes slashes. */
  readonly name: string
  readonly value: string
}

export function* parseSysctlConf(bytes: Uint8Array): Generator<SysctlSetting> {
  for (const { number: line, text } of linesOf(bytes)) {
    const bare = text.trim()
    const equals = bare.indexOf('=')
    if (equals < 1 || bare.startsWith('#') || bare.startsWith(';')) continue
    const name = bare.slice(0, equals).trim().replace(/^-/, '')
    yield { line, name: /^[^.]*\//.test(name) ? name.replaceAll('/', '.') : name, value: bare.slice(equals + 1).trim() }
  }
}
