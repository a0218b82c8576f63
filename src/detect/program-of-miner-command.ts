// A program that a script or an autostart entry starts with the command line of a miner: whatever it is called and wherever it lies, it is the miner.
import { type Detector, say } from '../core/detector.ts'
import type { FileFact } from '../core/facts/file.ts'
import { type Evidence, evidence } from '../core/finding.ts'
import { minerCommandsIn } from '../parse/miner-command.ts'
import { longestShellText } from '../parse/shell-words.ts'
import { isInterpreter, isShell } from './program-place.ts'
import { isVouchedFor } from './reference-material.ts'
import { scriptReading } from './script-reading.ts'

/** From here on it is a miner's command line, as for autostart entries. */
const sure = 0.6

export const programOfMinerCommand: Detector = {
  id: 'program-of-miner-command',
  summary: {
    zh: '被脚本或自启动项以挖矿参数启动的程序',
    en: "a program that a script or autostart entry starts with a miner's command line",
  },
  techniques: ['T1496.001'],
  references: ['https://attack.mitre.org/techniques/T1496/001/', 'https://xmrig.com/docs/miner/command-line-options'],
  needs: ['files', 'autostarts'],
  *detect({ files, autostarts }) {
    const byPath = new Map(files.map(f => [f.path, f]))
    const starters = new Map<string, Evidence>()
    const note = (text: string, at: (said: string) => Evidence): void => {
      for (const { program, score, evidence: signs } of minerCommandsIn(text.slice(0, longestShellText)))
        if (score >= sure && program.startsWith('/') && !starters.has(program))
          starters.set(program, at(`${program} · ${signs.map(s => s.text).join(' · ')}`))
    }
    for (const file of files)
      if (scriptReading(file)?.signs.has('starts-miner') === true)
        note(file.head ?? '', said => evidence('file', file.path, said, file.sha256))
    for (const entry of autostarts)
      if (entry.command !== '' && entry.disabled !== true && !isVouchedFor(byPath.get(entry.path) ?? {}))
        note(entry.command, said => evidence('autostart', `${entry.path}:${entry.line}`, said))
    for (const [path, by] of starters) {
      const file = byPath.get(path)
      if (file === undefined || !isForeign(file)) continue
      yield say(this, {
        title: { zh: `${path} 被以挖矿参数启动`, en: `${path} is started with a miner's command line` },
        about: [file.id],
        evidence: [by, evidence('file', path, `${file.magic} · ${file.stat.size} bytes`, file.sha256)],
        severity: 'high',
        confidence: 0.7,
        class: 'miner',
        signal: 'mining',
        why: {
          zh: '启动它的命令写明了矿池、钱包或算法:即使此刻没有运行,这个文件就是挖矿程序。',
          en: 'The command that starts it names pool, wallet or algorithm: this file is the miner, though it may not run now.',
        },
      })
    }
  },
}

/** A program that no package and no image brought. */
function isForeign({ path, magic, packaged, containerLayer }: FileFact): boolean {
  if (magic !== 'elf' || isShell(path) || isInterpreter(path)) return false
  return packaged !== 'intact' && packaged !== 'unverifiable' && packaged !== 'modified' && containerLayer !== 'image'
}
