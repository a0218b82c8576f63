// An Office file whose bytes depend on its content alone: the library that writes it puts in the clock and random names.
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import type { Instant } from '../core/instant.ts'

const times = /(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(?=<)/g
/** What the library calls things at random: relationships and pictures. */
const randomNames = /\brId[\w-]{16,}|\b[\w-]{21,40}(?=\.(?:svg|png)\b)/g
/** The library numbers drawings from the start of the program. */
const drawingNumbers = /(<wp:docPr id=")\d+/g
/** The first moment that a zip can say; it is written in local time, so it is made in local time. */
const zipEpoch = new Date(1980, 0, 1)

export function sameBytes(file: Uint8Array, at: Instant): Uint8Array {
  const names = new Map<string, string>()
  const numbered = (name: string): string => {
    const known = names.get(name)
    if (known !== undefined) return known
    const short = name.startsWith('rId') ? `rIdLink${names.size + 1}` : `picture${names.size + 1}`
    names.set(name, short)
    return short
  }
  let drawings = 0
  const cleaned: Zippable = {}
  // Documents first, so that names are numbered in the order of the text.
  const entries = Object.entries(unzipSync(file)).toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
  for (const [path, bytes] of entries) {
    const isText = /\.(?:xml|rels)$/.test(path)
    const content = isText
      ? strToU8(
          strFromU8(bytes)
            .replace(times, `$1${at}`)
            .replace(randomNames, numbered)
            .replace(drawingNumbers, (_, head: string) => `${head}${++drawings}`),
        )
      : bytes
    cleaned[path.replace(randomNames, numbered)] = [content, { mtime: zipEpoch, level: 6 }]
  }
  return zipSync(cleaned)
}

function rank(path: string): number {
  return path === '[Content_Types].xml' ? 0 : path === 'word/document.xml' ? 1 : 2
}
