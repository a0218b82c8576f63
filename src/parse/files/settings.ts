// Files of "key = value" lines, with or without [sections]: lxc.container.conf(5), systemd.nspawn(5), /run/systemd/machines.
import { linesOf } from '../lines.ts'

export interface Setting {
  readonly section: string
  readonly key: string
  readonly value: string
}

/** Settings in order, keys may come again; comments and lines without "=" are passed over. */
export function parseSettings(bytes: Uint8Array): Setting[] {
  const settings: Setting[] = []
  let section = ''
  for (const { text } of linesOf(bytes)) {
    const bare = text.trim()
    if (bare === '' || bare.startsWith('#') || bare.startsWith(';')) continue
    const equals = bare.indexOf('=')
    if (bare.startsWith('[') && bare.endsWith(']')) section = bare.slice(1, -1)
    else if (equals > 0) settings.push({ section, key: bare.slice(0, equals).trim(), value: bare.slice(equals + 1).trim() })
  }
  return settings
}

/** Values of a key, in order. */
export function valuesOf(settings: readonly Setting[], key: string): readonly string[] {
  return settings.filter(setting => setting.key === key).map(setting => setting.value)
}
