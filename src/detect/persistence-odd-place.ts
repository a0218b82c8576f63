// An autostart entry that runs a program from a temporary, hidden or odd place.
import { type Detector, say } from '../core/detector.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { readShell } from '../parse/shell-command.ts'
import { type Oddness, oddnessOf } from './program-place.ts'
import { isVouchedFor } from './reference-material.ts'

/** Tools that install themselves into a dot directory and schedule themselves from there. */
const customary =
  /\/\.(?:acme\.sh|getssl|dropbox-dist|dropbox|keychain|dotfiles|scripts|screenlayout|fehbg|rclone|borgmatic|autojump)(?:\/|$)/

const weights: Readonly<Record<Oddness, readonly [Severity, number]>> = {
  memory: ['medium', 0.65],
  concealed: ['medium', 0.6],
  temporary: ['medium', 0.5],
  hidden: ['low', 0.3],
  build: ['low', 0.3],
  data: ['low', 0.3],
}

export const persistenceOddPlace: Detector = {
  id: 'persistence-odd-place',
  summary: {
    zh: '自启动项运行临时、隐藏或异常目录中的程序',
    en: 'an autostart entry runs a program from a temporary, hidden or odd place',
  },
  techniques: ['T1053', 'T1543.002', 'T1564.001'],
  references: ['man:hier(7)', 'man:file-hierarchy(7)'],
  needs: ['autostarts', 'files', 'users'],
  *detect({ autostarts, files, users }) {
    const vouched = new Set(files.filter(isVouchedFor).map(f => f.path))
    const homes = new Map(users.map(u => [u.name, u.home]))
    for (const entry of autostarts) {
      if (entry.command === '' || vouched.has(entry.path)) continue
      const found = oddProgram(entry, homes.get(entry.user) ?? '/root')
      if (found === undefined) continue
      const [severity, confidence] = weights[found.oddness]
      yield say(this, {
        title: { zh: `${entry.path} 的自启动项运行 ${found.path}`, en: `an autostart entry in ${entry.path} runs ${found.path}` },
        about: [entry.id],
        evidence: [evidence('autostart', `${entry.path}:${entry.line}`, entry.text)],
        severity: entry.disabled === true ? 'low' : severity,
        confidence: entry.disabled === true ? confidence / 2 : confidence,
        class: 'persistence',
        signal: 'intrusion',
        why: {
          zh: '软件包不会让临时目录或隐藏目录里的程序自启动,挖矿木马却经常这样做。',
          en: 'Packages never start programs from temporary or hidden directories by themselves; mining malware often does.',
        },
        whyNot:
          weights[found.oddness][0] === 'low'
            ? {
                zh: '管理员自己的脚本有时也放在这里,单凭位置不足为据。',
                en: "Administrators' own scripts lie there at times; the place alone proves nothing.",
              }
            : undefined,
      })
    }
  },
}

function oddProgram(entry: Autostart, home: string): { path: string; oddness: Oddness } | undefined {
  const command = entry.command.replace(/(^|[\s;&|"'])(?:~|\$HOME|\$\{HOME\})(?=\/)/g, (_, before: string) => before + home)
  const reading = readShell(command)
  const named = reading.signs.get('odd-place')
  for (const path of named === undefined ? reading.programs : [named, ...reading.programs]) {
    if (!path.startsWith('/') || customary.test(path)) continue
    const oddness = oddnessOf(path)
    if (oddness !== undefined) return { path, oddness }
  }
  return undefined
}
