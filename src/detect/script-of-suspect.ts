// A script file that fetches and runs in the way of mining malware, starts a miner, or names an accused file.
import { type Detector, say } from '../core/detector.ts'
import type { EntityId } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'
import { leadPaths } from './lead-paths.ts'
import { scriptReading } from './script-reading.ts'
import { judgeShell } from './script-verdict.ts'

export const scriptOfSuspect: Detector = {
  id: 'script-of-suspect',
  summary: { zh: '脚本下载执行代码、启动挖矿程序或调用可疑文件', en: 'a script fetches and runs code, starts a miner or calls a suspect' },
  techniques: ['T1059.004', 'T1105'],
  references: ['https://attack.mitre.org/techniques/T1059/004/'],
  needs: ['files', 'processes'],
  *detect(facts, intel, leads) {
    const suspects = leadPaths(facts, leads)
    for (const file of facts.files) {
      const reading = scriptReading(file)
      if (reading === undefined) continue
      const verdict = judgeShell(reading, 'script', intel)
      const names = reading.paths.find(path => path !== file.path && suspects.has(path))
      const suspect: EntityId | undefined = names === undefined ? undefined : suspects.get(names)
      if (verdict === undefined && suspect === undefined) continue
      yield say(this, {
        title: verdict
          ? { zh: `脚本 ${file.path} ${verdict.what.zh}`, en: `the script ${file.path} ${verdict.what.en}` }
          : { zh: `脚本 ${file.path} 调用可疑文件 ${names}`, en: `the script ${file.path} calls the suspect ${names}` },
        about: suspect === undefined ? [file.id] : [file.id, suspect],
        evidence: [evidence('file', file.path, verdict?.excerpt ?? String(names), file.sha256)],
        severity: verdict?.severity ?? 'medium',
        confidence: verdict?.confidence ?? 0.5,
        class: verdict?.mining === true ? 'miner' : 'provenance',
        signal: verdict?.mining === true ? 'mining' : 'intrusion',
        family: verdict?.family,
        why: {
          zh: '挖矿木马的投放脚本集下载、执行、清除对手和驻留于一身;安装脚本不会同时做这些事。',
          en: 'Droppers of miners fetch, run, kill rivals and settle in one script; installers do not do these together.',
        },
      })
    }
  },
}
