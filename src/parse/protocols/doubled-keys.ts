// JSON with the same key twice in one object: parsers of pools differ in which of them counts.
import { jsonText } from '../json.ts'

/** The text with every later namesake of a key renamed, so that the first counts; undefined when no key is doubled. */
export function firstWins(text: string): string | undefined {
  const seen: Set<unknown>[] = []
  let isDoubled = false
  const renamed = text.replace(token, (word, key: string | undefined) => {
    if (key !== undefined) {
      const names = seen.at(-1)
      const name = jsonText(key)
      if (names?.has(name)) {
        isDoubled = true
        return `"\\u0000${seen.length}":`
      }
      names?.add(name)
    } else if (word === '{' || word === '[') seen.push(new Set())
    else if (word === '}' || word === ']') seen.pop()
    return word
  })
  return isDoubled ? renamed : undefined
}

/** A key with its colon, another string, or a bracket. A string ends at its first quote that is not escaped: linear, for no two of the alternatives begin alike. */
const token = /("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/gs
