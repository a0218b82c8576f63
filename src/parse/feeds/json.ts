// Walking JSON of unknown shape without recursion: every object in it, however deep, up to a limit.

export type JsonObject = Readonly<Record<string, unknown>>

const mostNodes = 10_000_000

/** The value that JSON text stands for; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every object within, outer ones first; returns whether that was all. */
export function* objectsIn(document: unknown): Generator<JsonObject, boolean> {
  const queue: unknown[] = [document]
  for (let i = 0; i < queue.length; i++) {
    if (i >= mostNodes) return false
    const node = queue[i]
    queue[i] = undefined
    if (typeof node !== 'object' || node === null) continue
    if (!Array.isArray(node)) yield node as JsonObject
    for (const child of Array.isArray(node) ? (node as unknown[]) : Object.values(node))
      if (typeof child === 'object' && child !== null) queue.push(child)
  }
  return true
}

export function textIn(object: JsonObject, key: string): string {
  const value = Object.hasOwn(object, key) ? object[key] : undefined
  return typeof value === 'string' ? value : ''
}

export function listIn(object: JsonObject, key: string): readonly unknown[] {
  const value = Object.hasOwn(object, key) ? object[key] : undefined
  return Array.isArray(value) ? value : []
}
