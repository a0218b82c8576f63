// One program file that runs under differing names.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import { some } from '../core/some.ts'
import { baseName, exeText, isProgram } from './process-words.ts'
import { isInterpreter, isPackagedPlace, isShell, isSuspectProgram } from './program-place.ts'

export const sameBinaryManyNames: Detector = {
  id: 'same-binary-many-names',
  summary: { zh: '同一个程序文件以不同名字运行', en: 'one program file runs under differing names' },
  techniques: ['T1036.004', 'T1036.005'],
  references: ['man:proc_pid_exe(5)'],
  needs: ['processes'],
  *detect({ processes, files }) {
    const digests = new Map(files.map(file => [file.path, file.sha256]))
    const groups = new Map<string, Process[]>()
    for (const process of processes) {
      const key = isProgram(process) ? keyOf(process, digests) : undefined
      if (key === undefined) continue
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [process])
      else group.push(process)
    }
    for (const group of groups.values()) {
      const names = new Set(group.map(namesOf))
      const about = some(group.map(p => p.id))
      const proof = some(group.map(p => evidence('proc', `/proc/${p.pid}/exe`, `${exeText(p)} · ${p.name} · ${p.argv.join(' ')}`)))
      if (names.size < 2 || about === undefined || proof === undefined) continue
      const shown = [...names].slice(0, 5)
      yield say(this, {
        title: {
          zh: `同一程序以 ${names.size} 个名字运行:${shown.join('、')}`,
          en: `one program runs under ${names.size} names: ${shown.join(', ')}`,
        },
        about,
        evidence: proof,
        severity: 'medium',
        confidence: 0.5,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '正常的多名程序(busybox、coreutils)都在软件包目录;临时或已删除的同一文件换名运行是为了躲避按名查杀。',
          en: 'Honest programs of many names live in packaged places; a temporary or deleted file does it to escape cleaning by name.',
        },
      })
    }
  },
}

/** By content where it is known, else by device and inode; only programs that no package installed and whose place is odd, or that are deleted. */
function keyOf(process: Process, digests: ReadonlyMap<string, string | undefined>): string | undefined {
  const { exe } = process
  if (exe === undefined || isPackagedPlace(exe.path) || isInterpreter(exe.path) || isShell(exe.path)) return undefined
  if (!exe.deleted && !isSuspectProgram(process)) return undefined
  const sha256 = exe.deleted ? undefined : digests.get(exe.path)
  if (sha256 !== undefined) return sha256
  return exe.ino === undefined || exe.memfd ? undefined : `${exe.dev}:${exe.ino}`
}

/** What it calls itself: the first word of its command line without its directory. */
function namesOf({ argv, name }: Process): string {
  const word = (argv[0] ?? '').split(' ', 1)[0] ?? ''
  return (word.startsWith('[') ? word : baseName(word)).slice(0, 64) || name
}
