// Files that innocent processes run or hold open: taking them away harms those.
import type { Process } from '../../core/facts/process.ts'
import { changedPath, type Guard, removedPath, spellings } from './guard.ts'

export const fileInUse: Guard = {
  id: 'file-in-use',
  summary: { zh: '不移走正被其他进程运行或打开的文件', en: 'files that innocent processes run or hold open are not taken away' },
  refuse(step, { processes }, { accused }) {
    const path = removedPath(step) ?? (step.action === 'remove-directory' ? changedPath(step) : undefined)
    if (path === undefined) return undefined
    const names = spellings(path)
    for (const process of processes) {
      const uses = [process.cwd ?? '', programOf(process), ...process.open.map(({ target }) => target)]
      if (accused.has(process.id) || !uses.some(target => names.includes(target))) continue
      return {
        zh: `${path} 正被未受指控的进程 ${process.name}(${process.pid})使用;请先弄清它为何使用该文件。`,
        en: `${path} is run or held open by ${process.name} (${process.pid}), which nothing accuses: find out first why it uses the file.`,
      }
    }
    return undefined
  },
}

/** Its path on the host; in another root it would be another file's. */
function programOf({ exe, container, root }: Process): string {
  return exe === undefined || exe.deleted || exe.memfd || container !== undefined || root !== undefined ? '' : exe.path
}
