// An autostart command that fetches or decodes something and runs it.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import { readShell } from '../parse/shell-command.ts'
import { isVouchedFor } from './reference-material.ts'
import { judgeShell } from './script-verdict.ts'

export const persistenceDownloads: Detector = {
  id: 'persistence-downloads',
  summary: { zh: '自启动命令下载或解码后执行', en: 'an autostart command fetches or decodes something and runs it' },
  techniques: ['T1053.003', 'T1059.004', 'T1105'],
  references: ['https://attack.mitre.org/techniques/T1105/', 'https://attack.mitre.org/techniques/T1140/'],
  needs: ['autostarts', 'files'],
  *detect({ autostarts, files }, intel) {
    const vouched = new Set(files.filter(isVouchedFor).map(f => f.path))
    for (const entry of autostarts) {
      if (entry.command === '' || vouched.has(entry.path)) continue
      const verdict = judgeShell(readShell(entry.command), 'autostart', intel)
      if (verdict === undefined) continue
      const { severity, confidence, excerpt, mining, what, family } = verdict
      yield say(this, {
        title: { zh: `${entry.path} 的自启动项${what.zh}`, en: `an autostart entry in ${entry.path} ${what.en}` },
        about: [entry.id],
        evidence: [
          evidence('autostart', `${entry.path}:${entry.line}`, entry.text),
          evidence('autostart', `${entry.path}:${entry.line}`, excerpt),
        ],
        severity: entry.disabled === true ? 'low' : severity,
        confidence: entry.disabled === true ? confidence / 2 : confidence,
        class: 'persistence',
        signal: mining ? 'mining' : 'intrusion',
        family,
        why: {
          zh: '正常的定时任务运行本机已有的程序;每次从网络取代码执行,是木马让自己反复回来的办法。',
          en: 'Ordinary jobs run programs that are already there; fetching code each time is how malware keeps coming back.',
        },
      })
    }
  },
}
