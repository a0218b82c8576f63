// A path below a bind mount is another name of a file elsewhere: what guards that file guards it here as well.
import type { Mount } from '../../core/facts/system.ts'
import { changedPath, fileAt, type Guard, removedPath } from './guard.ts'
import { loginStack } from './login-stack.ts'
import { packagedFile } from './packaged-file.ts'
import { sharedFile } from './shared-file.ts'

const guarding: readonly Guard[] = [loginStack, packagedFile, sharedFile]
/** Directories whose files belong to packages unless something says otherwise. */
const ofPackages = /^\/(?:usr\/)?(?:s?bin|lib(?:32|64|x32|exec)?)\/|^\/usr\/share\//

export const otherName: Guard = {
  id: 'other-name',
  summary: { zh: '不借绑定挂载的别名改动受保护的文件', en: 'protected files are not changed through a bind mount of their directory' },
  refuse(step, facts, around) {
    const path = changedPath(step)
    if (path === undefined) return undefined
    for (const other of otherNames(path, facts.mounts)) {
      const row = fileAt(other, facts)
      const unknown = ofPackages.test(other) && removedPath(step) !== undefined && row?.packaged !== 'unowned'
      const there = { ...step, detail: { ...step.detail, path: other } }
      if (!unknown && guarding.every(g => g.refuse(there, facts, around) === undefined)) continue
      return {
        zh: `${path} 经绑定挂载就是 ${other},改动它等于改动系统自己的文件;请先查明并卸下该挂载。`,
        en: `${path} is ${other} by a bind mount: changing it changes a file of the system. Find out about the mount first, and take it off.`,
      }
    }
    return undefined
  },
}

/** The names that the same file has on other mounts of its file system. */
function otherNames(path: string, mounts: readonly Mount[]): readonly string[] {
  const holds = (directory: string, name: string): boolean => directory === '/' || name === directory || name.startsWith(`${directory}/`)
  const join = (directory: string, rest: string): string => `${directory === '/' ? '' : directory}${rest}`
  const mount = mounts
    .filter(m => holds(m.target, path))
    .reduce<Mount | undefined>((a, b) => (b.target.length >= (a?.target.length ?? 0) ? b : a), undefined)
  if (mount === undefined) return []
  const inside = join(mount.root, mount.target === '/' ? path : path.slice(mount.target.length))
  return mounts
    .filter(m => m !== mount && m.source === mount.source && m.type === mount.type && holds(m.root, inside))
    .map(m => join(m.target, m.root === '/' ? inside : inside.slice(m.root.length)))
    .filter(other => other !== path && other !== '')
}
