// Files that innocent processes hold open: taking them away harms those.
import { changedPath, type Guard, removedPath, spellings } from './guard.ts'

export const fileInUse: Guard = {
  id: 'file-in-use',
  summary: { zh: '不移走正被其他进程打开的文件', en: 'files that innocent processes hold open are not taken away' },
  refuse(step, { processes }, { accused }) {
    const path = removedPath(step) ?? (step.action === 'remove-directory' ? changedPath(step) : undefined)
    if (path === undefined) return undefined
    const names = spellings(path)
    for (const process of processes) {
      const uses = [process.cwd ?? '', ...process.open.map(({ target }) => target)]
      if (accused.has(process.id) || !uses.some(target => names.includes(target))) continue
      return {
        zh: `${path} 正被未受指控的进程 ${process.name}(${process.pid})打开;请先弄清它为何使用该文件。`,
        en: `${path} is held open by ${process.name} (${process.pid}), which nothing accuses: find out first why it uses the file.`,
      }
    }
    return undefined
  },
}
