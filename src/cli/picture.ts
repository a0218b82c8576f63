// Everything about a tree that a response could change, as comparable lines: names, types, modes, owners, times, contents.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** One line for each thing below the folder, the folder itself among them. */
export function picture(folder: string): readonly string[] {
  const lines: string[] = []
  const visit = (path: string): void => {
    const at = join(folder, path)
    const stat = lstatSync(at, { bigint: true })
    const what = stat.isSymbolicLink()
      ? `-> ${readlinkSync(at)}`
      : stat.isFile()
        ? createHash('sha256').update(readFileSync(at)).digest('hex')
        : 'directory'
    lines.push([path, stat.mode.toString(8), stat.uid, stat.gid, stat.mtimeNs, what].join(' '))
    if (stat.isDirectory()) for (const name of readdirSync(at).sort()) visit(`${path}/${name}`)
  }
  visit('')
  return lines
}
