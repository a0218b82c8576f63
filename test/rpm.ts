// RPM header blobs for tests, built from scratch.
import { concat } from '../src/core/bytes.ts'

export interface RpmGiven {
  readonly name: string
  readonly version?: string
  readonly files?: Readonly<Record<string, string>>
  /** RFC 9580 number; 8 is SHA-256. */
  readonly algorithm?: number
}

/** A header with the tags a database reader looks at. */
export function rpmHeaderOf({ name, version = '1.0', files = {}, algorithm = 8 }: RpmGiven): Uint8Array {
  const paths = Object.keys(files)
  const directories = [...new Set(paths.map(path => path.slice(0, path.lastIndexOf('/') + 1)))]
  const texts = (list: readonly string[]): Buffer => Buffer.from(list.map(text => `${text}\0`).join(''))
  const numbers = (list: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(list.length * 4)
    list.forEach((n, i) => void bytes.writeUInt32BE(n, i * 4))
    return bytes
  }
  const baseNames = paths.map(path => path.slice(path.lastIndexOf('/') + 1))
  const indexes = paths.map(path => directories.indexOf(path.slice(0, path.lastIndexOf('/') + 1)))
  const entries: readonly [tag: number, type: number, count: number, data: Buffer][] = [
    [1000, 6, 1, texts([name])],
    [1001, 6, 1, texts([version])],
    [1002, 6, 1, texts(['1.el9'])],
    [1035, 8, paths.length, texts(Object.values(files))],
    [1039, 8, paths.length, texts(paths.map(() => 'root'))],
    [1040, 8, paths.length, texts(paths.map(() => 'tty'))],
    [1116, 4, paths.length, numbers(indexes)],
    [1117, 8, paths.length, texts(baseNames)],
    [1118, 8, directories.length, texts(directories)],
    [5011, 4, 1, numbers([algorithm])],
  ]
  const parts: Buffer[] = []
  let offset = 0
  for (const [tag, type, count, data] of entries) {
    parts.push(numbers([tag, type, offset, count]))
    offset += data.length
  }
  return concat([numbers([entries.length, offset]), ...parts, ...entries.map(entry => entry[3])])
}
