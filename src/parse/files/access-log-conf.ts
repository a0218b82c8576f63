// What a configuration of nginx or Apache says of access logs: which layouts have which name, and which file is written in which.
import type { AccessLayout } from '../../core/log-format.ts'

export interface AccessLogConf {
  /** By the name that the configuration gives them. */
  readonly layouts: ReadonlyMap<string, AccessLayout>
  /** As they stand: relative to the server's own folder, or with variables. `layout` is a name, or '' for the one that the server is born with. */
  readonly logs: readonly { readonly path: string; readonly layout: string }[]
}

const longest = 1 << 20
const most = 2000

/** Whichever of the two servers it belongs to; others give nothing. */
export function parseAccessLogConf(text: string): AccessLogConf {
  const layouts = new Map<string, AccessLayout>()
  const logs: { path: string; layout: string }[] = []
  for (const words of nginxDirectives(text.slice(0, longest))) {
    const [directive, first = '', ...rest] = words
    if (directive === 'log_format')
      layouts.set(first, { server: 'nginx', layout: rest.filter(word => !/^escape=\w+$/.test(word)).join('') })
    // Not a file: /dev/stdout, a pipe of syslog.
    else if (directive === 'access_log' && !/^(?:off$|syslog:|\/dev\/)/.test(first))
      logs.push({ path: first, layout: rest.find(word => !/^(?:buffer|gzip|flush|if)\b/.test(word)) ?? '' })
  }
  for (const words of apacheDirectives(text.slice(0, longest))) {
    const [directive = '', first = '', second = ''] = words
    if (directive === 'logformat' && second !== '') layouts.set(second, { server: 'apache', layout: first })
    else if (directive === 'customlog' && !first.startsWith('|') && !first.startsWith('/dev/')) {
      if (second.includes('%')) layouts.set(second, { server: 'apache', layout: second })
      logs.push({ path: first, layout: second })
    }
    // Tomcat's valve has the letters of Apache.
    else if (directive === 'valve') layouts.set(first, { server: 'apache', layout: first })
  }
  return { layouts, logs }
}

const token = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([;{}])|#[^\n]*|([^\s;{}"']+)/gs

function* nginxDirectives(text: string): Generator<readonly string[]> {
  if (!/\b(?:log_format|access_log)\b/.test(text)) return
  let words: string[] = []
  let count = 0
  for (const [, double, single, mark, bare] of text.matchAll(token)) {
    if (mark === undefined) {
      const word = double ?? single ?? bare
      if (word !== undefined && words.length < 200) words.push(bare === undefined ? word.replace(/\\(["'\\])/g, '$1') : word)
      continue
    }
    if (words.length > 1 && ++count < most) yield words
    words = []
  }
}

const apacheLine = /^\s*(LogFormat|CustomLog|TransferLog)\s+(?:"((?:[^"\\]|\\.)*)"|(\S+))(?:\s+(?:"((?:[^"\\]|\\.)*)"|(\S+)))?/gim
const valve = /<Valve\b[^>]*\bAccessLogValve\b[^>]*\bpattern="([^"]{1,4000})"/g

function* apacheDirectives(text: string): Generator<readonly string[]> {
  let count = 0
  for (const [, directive = '', quoted, bare = '', second, third = ''] of text.replace(/\\\r?\n\s*/g, ' ').matchAll(apacheLine)) {
    if (++count > most) return
    yield [
      directive.toLowerCase() === 'transferlog' ? 'customlog' : directive.toLowerCase(),
      quoted ?? bare,
      (second ?? third).replaceAll('\\"', '"'),
    ]
  }
  for (const [, pattern = ''] of text.matchAll(valve)) yield ['valve', pattern.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]
}
