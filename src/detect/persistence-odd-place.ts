// An autostart entry that runs a program from a temporary, hidden or odd place.
import { type Detector, say } from '../core/detector.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { FileFact } from '../core/facts/file.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { baseName } from '../parse/miner-command.ts'
import { isHiddenPath, isTempPlace } from '../parse/places.ts'
import { longestShellText, shellCommands } from '../parse/shell-words.ts'
import { readingsOf } from './autostart-reading.ts'
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
    const byPath = new Map(files.map(f => [f.path, f]))
    const homes = new Map(users.map(u => [u.name, u.home]))
    for (const entry of autostarts) {
      if (entry.command === '' || isVouchedFor(byPath.get(entry.path) ?? {})) continue
      const found = oddProgram(entry, byPath, homes.get(entry.user) ?? '/root')
      if (found === undefined) continue
      const [severity, confidence] = weights[found.oddness]
      yield say(this, {
        title: { zh: `${entry.path} 的自启动项运行 ${found.path}`, en: `an autostart entry in ${entry.path} runs ${found.path}` },
        about: [entry.id],
        evidence: [evidence('autostart', `${entry.path}:${entry.line}`, entry.text)],
        severity: entry.disabled === true && !unasked.has(found.oddness) ? 'low' : severity,
        confidence: entry.disabled === true ? Math.round(confidence * (unasked.has(found.oddness) ? 75 : 50)) / 100 : confidence,
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

/** Nobody keeps a program there for later, so that an entry which is switched off tells as well. */
const unasked: ReadonlySet<Oddness> = new Set(['memory', 'concealed'])

interface Found {
  readonly path: string
  readonly oddness: Oddness
}

/** The program in the worst place of all that the entry starts. */
function oddProgram(entry: Autostart, files: ReadonlyMap<string, FileFact>, home: string): Found | undefined {
  let worst: Found | undefined
  const offer = (path: string, oddness: Oddness | undefined): void => {
    if (oddness !== undefined && (worst === undefined || weights[oddness][1] > weights[worst.oddness][1])) worst = { path, oddness }
  }
  for (const { signs, programs, text, own } of readingsOf(entry, files)) {
    for (const named of [signs.get('odd-place') ?? '', ...programs]) {
      const path = named.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, home)
      // A whole script has patterns and names made at run time that are no paths.
      if (
        !path.startsWith('/') ||
        (own && /[$*^,(]/.test(path)) ||
        customary.test(path) ||
        (path === entry.path && entry.kind === 'ssh-rc')
      )
        continue
      const oddness = oddnessOf(path)
      offer(path, oddness === 'hidden' && isNested(path) ? 'concealed' : oddness)
    }
    if (own) for (const path of copiedFrom(text)) offer(path, 'concealed')
  }
  return worst
}

/** A dot directory of its own making inside of one that belongs to others: `.cache/.upd`. */
function isNested(path: string): boolean {
  const parts = path.split('/')
  const dots = parts.flatMap((part, i) => (part.startsWith('.') && i < parts.length - 1 ? [i] : []))
  const [outer, ...inner] = dots
  return (
    outer !== undefined &&
    !isHiddenPath(parts.slice(0, outer + 1).join('/')) &&
    inner.some(i => isHiddenPath(parts.slice(0, i + 1).join('/')))
  )
}

/** Hidden files in temporary places that a script puts elsewhere: into an image, or back to where they were. */
function copiedFrom(text: string): string[] {
  return shellCommands(text.slice(0, longestShellText)).flatMap(({ words }) => {
    const copies = /^(?:cp|mv|install|ln|copy_exec)$/.test(baseName(words[0] ?? ''))
    const sources = copies ? words.slice(1, Math.max(2, words.length - 1)) : []
    return sources.filter(path => isTempPlace(path) && oddnessOf(path) === 'concealed')
  })
}
