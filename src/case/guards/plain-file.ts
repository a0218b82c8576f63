// Only regular files and symlinks, and only when no other name leads to the same content.
import { entity, kindOf, nameOf } from '../../core/entity.ts'
import type { Facts } from '../../core/facts.ts'
import type { FileType, Stat } from '../../core/host.ts'
import { type Around, type Candidate, fileAt, type Guard, removedPath } from './guard.ts'

export const plainFile: Guard = {
  id: 'plain-file',
  summary: { zh: '只移走没有其他硬链接的普通文件或符号链接', en: 'only regular files and symlinks without other hard links' },
  refuse(step, facts, around) {
    const path = removedPath(step)
    if (path === undefined) return undefined
    const { type, nlink, ino } = { ...told(step), ...fileAt(path, facts)?.stat }
    if (type === undefined || nlink === undefined) return undefined
    if (type !== 'file' && type !== 'symlink')
      return {
        zh: `${path} 不是普通文件(${type}),目录与特殊文件只列出,不移走。`,
        en: `${path} is no regular file (${type}): directories and special files are told, not taken away.`,
      }
    if (nlink <= 1) return undefined
    const names = type === 'file' ? accusedNames(path, facts, around) : nlink
    if (names >= nlink) return undefined
    return {
      zh: `${path} 有 ${nlink} 个硬链接,其中只有 ${names} 个被认定为恶意;请先找出其余名字(find / -xdev -inum ${ino})。`,
      en: `${path} has ${nlink} hard links and only ${names} are accused: find the other names first (find / -xdev -inum ${ino}).`,
    }
  },
}

/** What the plan itself took down of the file. */
function told({ detail: { type, nlink, ino } }: Candidate): Partial<Stat> {
  return {
    ...(typeof type === 'string' && { type: type as FileType }),
    ...(typeof nlink === 'number' && { nlink }),
    ...(typeof ino === 'number' && { ino }),
  }
}

/** How many accused names the file goes by. */
function accusedNames(path: string, facts: Facts, { accused }: Around): number {
  const file = fileAt(path, facts)
  if (file === undefined) return 1
  const paths = new Set([file.path])
  for (const id of accused.keys()) {
    const other = kindOf(id) === 'file' ? facts.files.find(f => f.id === entity('file', nameOf(id))) : undefined
    if (other !== undefined && other.stat.dev === file.stat.dev && other.stat.ino === file.stat.ino) paths.add(other.path)
  }
  return paths.size
}
