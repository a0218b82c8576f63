// A file that is reached through symlinked directories is the file they lead to: it is taken away only if that one is accused itself, or was what was seen.
import { entity, kindOf, nameOf } from '../../core/entity.ts'
import { fileAt, type Guard, removedPath, spellings } from './guard.ts'

export const ledElsewhere: Guard = {
  id: 'led-elsewhere',
  summary: {
    zh: '不移走经符号链接目录到达的、未受指控的文件',
    en: 'a file that nothing accuses is not taken away because a symlinked directory leads to it',
  },
  refuse(step, facts, { accused }) {
    const path = removedPath(step)
    const given = kindOf(step.target) === 'file' ? nameOf(step.target) : undefined
    if (path === undefined || given === undefined || given === path || given.startsWith('/proc/') || spellings(given).includes(path))
      return undefined
    const row = fileAt(given, facts)
    const there = fileAt(path, facts)
    const { dev, ino } = step.detail
    const isSeen = row === undefined || ino === undefined || (row.stat.ino === ino && row.stat.dev === dev)
    if (isSeen && (there === undefined || accused.has(entity('file', there.path)))) return undefined
    return {
      zh: `${given} 经符号链接指向 ${path},而后者未受指控;其目录可能正被来回替换,请人工确认。`,
      en: `${given} leads to ${path} through a symlink, and nothing accuses that file: its directory may be changing places all the time. Look at it by hand.`,
    }
  },
}
