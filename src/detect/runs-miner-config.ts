// A running program that lies or was started beside a miner's configuration, or was given it: the configuration is in use.
import { type Detector, say } from '../core/detector.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Process } from '../core/facts/process.ts'
import { evidence } from '../core/finding.ts'
import { readMinerConfig } from '../parse/miner-config.ts'
import { exeEvidence, isProgram, labelOf } from './process-words.ts'
import { isInterpreter, isPackagedPlace, isShell } from './program-place.ts'

export const runsMinerConfig: Detector = {
  id: 'runs-miner-config',
  summary: { zh: '进程正在使用挖矿配置文件', en: "a process uses a miner's configuration" },
  techniques: ['T1496.001'],
  references: ['https://xmrig.com/docs/miner/config'],
  needs: ['processes', 'files'],
  *detect({ processes, files }, _intel, leads) {
    const configs = files.filter(f => leads.has(f.id) && f.magic === 'text' && f.head !== undefined && readMinerConfig(f.head)?.structured)
    if (configs.length === 0) return
    for (const process of processes) {
      const config = configs.find(file => uses(process, file))
      if (config === undefined) continue
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 正在使用挖矿配置 ${config.path}`,
          en: `process ${labelOf(process)} uses the miner's configuration ${config.path}`,
        },
        about: [process.id, config.id],
        evidence: [exeEvidence(process), evidence('file', config.path, config.path, config.sha256)],
        severity: 'high',
        confidence: 0.7,
        class: 'provenance',
        signal: 'mining',
        why: {
          zh: '挖矿程序默认读取自身目录、工作目录或参数指定的配置;不属于软件包的程序与其同处一地,说明配置正在生效。',
          en: 'Miners read the configuration beside themselves, where they were started, or that they were given; a program no package brought at that very place says that it is in use.',
        },
      })
    }
  },
}

/** Packaged programs, shells and interpreters work in any folder without having to do with what lies there. */
function uses(process: Process, { path }: FileFact): boolean {
  const { exe, argv, cwd, pid } = process
  if (!isProgram(process) || exe === undefined || isInterpreter(exe.path) || isShell(exe.path)) return false
  if (!exe.memfd && isPackagedPlace(exe.path) && !exe.path.startsWith('/opt/')) return false
  const inside = path.startsWith(`/proc/${pid}/root/`) ? path.slice(`/proc/${pid}/root`.length) : path
  const folder = inside.slice(0, inside.lastIndexOf('/'))
  const given = argv.slice(1).some(word => word.replace(/^-[^=/]*=/, '') === inside)
  return given || exe.path.slice(0, exe.path.lastIndexOf('/')) === folder || (cwd === folder && folder !== '')
}
