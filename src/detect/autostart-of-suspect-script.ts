// An autostart entry whose script fetches and runs in the way of mining malware or starts a miner.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import { readShell } from '../parse/shell-command.ts'
import { isReplacedCommand } from './reference-material.ts'
import { scriptReading } from './script-reading.ts'
import { judgeShell } from './script-verdict.ts'

export const autostartOfSuspectScript: Detector = {
  id: 'autostart-of-suspect-script',
  summary: {
    zh: '自启动项运行的脚本下载执行代码或启动挖矿程序',
    en: 'the script of an autostart entry fetches and runs code or starts a miner',
  },
  techniques: ['T1053', 'T1037', 'T1105'],
  references: ['https://attack.mitre.org/techniques/T1037/'],
  needs: ['autostarts', 'files'],
  *detect({ autostarts, files }, intel) {
    const byPath = new Map(files.map(f => [f.path, f]))
    for (const entry of autostarts) {
      if (entry.command === '' || entry.disabled === true) continue
      for (const path of new Set([...readShell(entry.command).paths, entry.command])) {
        const file = path === entry.path ? undefined : byPath.get(path)
        // Whoever wrote the entry meant the command that a package brought there.
        const reading = file === undefined || isReplacedCommand(file) ? undefined : scriptReading(file)
        const verdict = reading === undefined ? undefined : judgeShell(reading, 'script', intel)
        if (file === undefined || verdict === undefined) continue
        const { severity, confidence, excerpt, mining, what, family } = verdict
        yield say(this, {
          title: { zh: `${entry.path} 的自启动脚本 ${path} ${what.zh}`, en: `the script ${path}, started by ${entry.path}, ${what.en}` },
          about: [entry.id, file.id],
          evidence: [evidence('autostart', `${entry.path}:${entry.line}`, entry.text), evidence('file', path, excerpt, file.sha256)],
          severity,
          confidence,
          class: 'persistence',
          signal: mining ? 'mining' : 'intrusion',
          family,
          why: {
            zh: '脚本自动运行,内容又是投放木马的做法:清掉进程后它会再次下载并启动。',
            en: 'It runs by itself and does what droppers do: once the process is gone, it fetches and starts it again.',
          },
        })
      }
    }
  },
}
