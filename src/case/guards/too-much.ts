// More than a response ordinarily touches: a person has to approve it.
import { type Guard, idsOf, removedPath } from './guard.ts'

const mostProcesses = 20
const mostFiles = 200
const mostBytes = 1 << 30

export const tooMuch: Guard = {
  id: 'too-much',
  summary: {
    zh: '超过 20 个进程、200 个文件或 1 GiB 须经人工批准',
    en: 'more than 20 processes, 200 files or 1 GiB need the approval of a person',
  },
  refuse(step, _, { approved, totals: { processes, files, bytes } }) {
    if (approved) return undefined
    const touchesProcesses = idsOf(step).length > 0 && processes > mostProcesses
    const touchesFiles = removedPath(step) !== undefined && (files > mostFiles || bytes > mostBytes)
    if (!touchesProcesses && !touchesFiles) return undefined
    const size = `${processes} · ${files} · ${Math.round(bytes / (1 << 20))} MiB`
    return {
      zh: `本次要处理的进程、文件与字节数(${size})超出上限 ${mostProcesses}、${mostFiles}、1 GiB;请看过计划后再批准。`,
      en: `Processes, files and bytes to be touched (${size}) are beyond ${mostProcesses}, ${mostFiles} and 1 GiB: read the plan, then approve it.`,
    }
  },
}
