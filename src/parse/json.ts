// JSON of strangers: read without throwing, and looked into without trusting its shape.
import { textOf } from '../core/bytes.ts'

/** The value, or undefined when the bytes are no JSON. */
export function jsonOf(bytes: Uint8Array): unknown {
  return jsonText(textOf(bytes))
}

/** The same for a text, such as JSON inside of a JSON string. */
export function jsonText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What lies at the end of a path of own keys; undefined where it breaks off. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Readonly<Record<string, unknown>>)[key]
  }
  return here
}

export function stringAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** A value as text; '' of what has members: an object may be written so that it cannot be turned into one. */
export function wordOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? '' : String(value)
}

/** The strings of a list; other members are left out. */
export function stringsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).filter(member => typeof member === 'string')
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? (found as readonly unknown[]) : []
}

/** The members of an object, by key. */
export function membersAt(value: unknown, ...path: readonly string[]): readonly (readonly [string, unknown])[] {
  const found = at(value, ...path)
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.entries(found) : []
}
