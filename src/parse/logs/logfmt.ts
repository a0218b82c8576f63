// Lines of key=value as Go's logrus and HashiCorp's tools write them: values in quotes are Go strings.

const pair = /([\w.@-]{1,60})=("(?:[^"\\]|\\.){0,8000}"|[^\s"]{0,2000})(?:\s|$)/y

/** Undefined when the line is something else from its first sign on; what follows the last whole pair is left out. */
export function logfmt(line: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>()
  pair.lastIndex = 0
  for (let one = pair.exec(line); one !== null; one = pair.exec(line)) {
    const [, key = '', value = ''] = one
    // The first counts: a later one may come from a value that its writer did not quote.
    if (!found.has(key)) found.set(key, value.startsWith('"') ? goString(value) : value)
    while (line.charCodeAt(pair.lastIndex) === 32) pair.lastIndex++
  }
  return found.size === 0 ? undefined : found
}

/** `"…"` of Go's %q. */
export function goString(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gi, (_, byte?: string, wide?: string, sign?: string) =>
      sign === undefined ? String.fromCharCode(Number.parseInt(byte ?? wide ?? '0', 16)) : (signs[sign] ?? sign),
    )
}

const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' }
