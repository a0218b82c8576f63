// A directory read into literals, so that the same host can be had in memory.
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Node } from '../src/host/memory.ts'

/** Every file, link and empty directory below the folder, with mode and owner as they are on the disk. */
export function treeOf(folder: string): Record<string, Node> {
  const tree: Record<string, Node> = {}
  const visit = (path: string): void => {
    for (const name of readdirSync(join(folder, path))) {
      const here = `${path}/${name}`
      const at = join(folder, here)
      const stat = lstatSync(at)
      const same = { mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid, nlink: stat.nlink }
      if (stat.isSymbolicLink()) tree[here] = { ...same, mode: 0o777, link: readlinkSync(at) }
      else if (stat.isDirectory()) {
        tree[`${here}/`] = { ...same, type: 'directory' }
        visit(here)
      } else tree[here] = { ...same, content: new Uint8Array(readFileSync(at)) }
    }
  }
  visit('')
  return tree
}
