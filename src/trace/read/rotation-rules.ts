// What logrotate was told of each log of a host, and which logs rsyslog was told to write.
import { textOf } from '../../core/bytes.ts'
import { isGap } from '../../core/gap.ts'
import { glob, matches } from '../../core/glob.ts'
import type { HostView } from '../../core/host.ts'
import { parseLogrotate, type RotationRule } from '../../parse/files/logrotate.ts'
import { rsyslogTargets } from '../../parse/files/rsyslog-conf.ts'

const mostFiles = 200

export interface LogSettings {
  /** undefined when logrotate does not know the path. */
  rotation(path: string): RotationRule | undefined
  /** Files were copied: their times are those of the copying. */
  readonly collected?: boolean | undefined
  /** rsyslog is told to write it. */
  isWritten(path: string): boolean
}

export function logSettings(host: HostView): LogSettings {
  const text = (path: string): string => {
    const content = host.files.read(path)
    return isGap(content) ? '' : textOf(content.bytes)
  }
  const main = parseLogrotate(text('/etc/logrotate.conf'))
  const rules = [...main.rules]
  for (const path of glob(host.files, '/etc/logrotate.d/*', mostFiles)) rules.push(...parseLogrotate(text(path), main.defaults).rules)
  const written = new Set(
    ['/etc/rsyslog.conf', ...glob(host.files, '/etc/rsyslog.d/*.conf', mostFiles)].flatMap(path => rsyslogTargets(text(path))),
  )
  return {
    rotation: path => rules.find(rule => rule.paths.some(pattern => pattern === path || samePath(path, pattern))),
    isWritten: path => written.has(path),
  }
}

/** A star does not reach over a slash. */
function samePath(path: string, pattern: string): boolean {
  const parts = pattern.split('/')
  const names = path.split('/')
  return parts.length === names.length && parts.every((part, i) => matches(names[i] ?? '', part))
}
