// A log line of one JSON object, also where its writer escaped for logs and not for JSON, as nginx does unless told otherwise.
import { jsonText } from '../json.ts'

/** undefined for what is no object. */
export function jsonLine(line: string): object | undefined {
  if (!line.startsWith('{')) return undefined
  const value = jsonText(line) ?? (line.includes('\\x') ? jsonText(line.replace(/\\x([\dA-Fa-f]{2})/g, '\\u00$1')) : undefined)
  return typeof value === 'object' && value !== null ? value : undefined
}

const deepest = 4
const most = 400

/** The members of an object and of its objects, named with dots. */
export function flattened(value: unknown): ReadonlyMap<string, unknown> {
  const members = new Map<string, unknown>()
  const walk = (part: object, before: string, depth: number): void => {
    for (const [key, inner] of Object.entries(part)) {
      if (members.size >= most) return
      members.set(before + key, inner)
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && depth < deepest)
        walk(inner, `${before}${key}.`, depth + 1)
    }
  }
  if (typeof value === 'object' && value !== null) walk(value, '', 1)
  return members
}
