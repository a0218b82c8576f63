// What Debian's packages brought: read from the image, which nothing planted can reach.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** md5 of each packaged file by its path; configuration files are not among them. */
export type Packaged = ReadonlyMap<string, string>

export function packagedIn(image: string): Packaged {
  const folder = join(image, 'var/lib/dpkg/info')
  const lists = readdirSync(folder).filter(name => name.endsWith('.md5sums'))
  return new Map(
    lists.flatMap(list =>
      readFileSync(join(folder, list), 'utf8')
        .split('\n')
        .filter(line => line.length > 34)
        .map(line => [merged(`/${line.slice(34)}`), line.slice(0, 32)] as const),
    ),
  )
}

/** /bin, /sbin and /lib are links into /usr; packages name their files either way. */
function merged(path: string): string {
  return path.replace(/^\/(bin|sbin|lib|lib64)\//, '/usr/$1/')
}

/** It is the packaged file again: the same bytes, and a program can be run. */
export function isAsPackaged(packaged: Packaged, top: string, path: string): boolean {
  const sum = packaged.get(merged(path))
  const stat = lstatSync(top + path)
  if (sum === undefined || !stat.isFile() || (/\/s?bin\//.test(path) && (stat.mode & 0o111) !== 0o111)) return false
  return (
    createHash('md5')
      .update(readFileSync(top + path))
      .digest('hex') === sum
  )
}
