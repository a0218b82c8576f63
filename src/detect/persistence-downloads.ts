// An autostart command that fetches or decodes something and runs it.
import { type Detector, say } from '../core/detector.ts'
import { evidence } from '../core/finding.ts'
import type { Intel } from '../core/intel.ts'
import { type EntryReading, readingsOf } from './autostart-reading.ts'
import { isVouchedFor } from './reference-material.ts'
import { judgeShell, type ScriptVerdict } from './script-verdict.ts'

export const persistenceDownloads: Detector = {
  id: 'persistence-downloads',
  summary: { zh: '自启动命令下载或解码后执行', en: 'an autostart command fetches or decodes something and runs it' },
  techniques: ['T1053.003', 'T1059.004', 'T1105'],
  references: ['https://attack.mitre.org/techniques/T1105/', 'https://attack.mitre.org/techniques/T1140/'],
  needs: ['autostarts', 'files'],
  *detect({ autostarts, files }, intel) {
    const byPath = new Map(files.map(f => [f.path, f]))
    for (const entry of autostarts) {
      if (entry.command === '' || isVouchedFor(byPath.get(entry.path) ?? {})) continue
      const verdict = verdictOf(readingsOf(entry, byPath), intel)
      if (verdict === undefined) continue
      const { severity, confidence, excerpt, mining, what, family } = verdict
      yield say(this, {
        title: { zh: `${entry.path} 的自启动项${what.zh}`, en: `an autostart entry in ${entry.path} ${what.en}` },
        about: [entry.id],
        evidence: [
          evidence('autostart', `${entry.path}:${entry.line}`, entry.text),
          evidence('autostart', `${entry.path}:${entry.line}`, excerpt),
        ],
        // Switched off is not gone: what is plain enough is told all the same.
        severity: entry.disabled !== true ? severity : severity === 'high' ? 'medium' : 'low',
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

/** Of the command, or else of the entry's own text: a whole script is judged like a command only where it fetches, decodes or hands over and runs. */
function verdictOf(readings: readonly EntryReading[], intel: Intel): ScriptVerdict | undefined {
  for (const reading of readings) {
    const verdict = judgeShell(reading, reading.own && !doers.some(sign => reading.signs.has(sign)) ? 'script' : 'autostart', intel)
    if (verdict !== undefined) return verdict
  }
  return undefined
}

const doers = ['starts-miner', 'reverse-shell', 'decode-to-shell', 'download-to-shell', 'download-and-run'] as const
