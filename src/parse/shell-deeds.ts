// Single deeds of a shell command: fetching, decoding, wiping histories, settling in.
import { baseName } from './miner-command.ts'
import type { SimpleCommand } from './shell-words.ts'
import { type DownloadUrl, findDownloadUrls } from './url-kinds.ts'

export const shells = /^(?:busybox|(?:ba|da|a|z|k|mk|c|tc|fi)?sh)$/
const downloaders =
  /^(?:curl|wget|fetch|lwp-download|lwp-request|GET|aria2c|axel|lynx|links|ftpget|tftp|wd1|cd1|wdl|cdl|wgetak|curlak|wge|cur|url|get|cdt|wdt|cdz|wdz|wd|cd2|wget1|curl1)$/

export function isDownload(name: string, words: readonly string[]): boolean {
  const rest = words.slice(1).join(' ')
  if (name === 'busybox') return words[1] === 'wget' && findDownloadUrls(rest).length > 0
  const hasUrl = /(?:https?|ftp):\/\//i.test(rest) || /^\S*\$/.test(rest)
  if (downloaders.test(name))
    return hasUrl || /(?:^|\s)(?:\d{1,3}\.){3}\d{1,3}(?:[:/]|\s|$)/.test(rest) || /\s[\w.-]+\.\w{2,}\/\S+/.test(` ${rest}`)
  if (name === 'openssl') return /^s_client\b/.test(rest)
  return (
    hasUrl && /(?:^|\s)-(?:fsSLk?|fsSL|sSLf?|sLo?|qO-?|q\s+-O\s*-|O\s*-)(?:\s|$)/.test(rest) && !/^(?:echo|printf|git|grep)$/.test(name)
  )
}

/** A shell that takes its script from standard input: no file, no -c. */
export function readsStdin(words: readonly string[]): boolean {
  const rest = baseName(words[0] ?? '') === 'busybox' ? words.slice(2) : words.slice(1)
  if (baseName(words[0] ?? '') === 'busybox' && !shells.test(words[1] ?? '')) return false
  return rest.some(w => /^-[a-z]*s[a-z]*$/.test(w)) || rest.every(w => w.startsWith('-') && !/^-[a-z]*c$/.test(w))
}

export function scriptOf(words: readonly string[]): string | undefined {
  const at = words.findIndex(w => /^-[a-z]*c$/.test(w))
  return at < 0 ? undefined : words[at + 1]
}

export function oneLiner(words: readonly string[]): string | undefined {
  const at = words.findIndex(w => /^-(?:c|e|r|[a-z]*e)$/.test(w))
  return at < 0 ? undefined : words[at + 1]
}

export function decodes(text: string): boolean {
  return /\bbase64\s+(?:-\w*[dD]\w*|--decode)|\bopenssl\s+(?:enc|base64|aes\S*)\b.*\s-d\b|\bxxd\s+(?:-\w*r\w*)|\b(?:gunzip|zcat|gzip\s+-\w*d\w*|bunzip2|xzcat)\b|(?:^|\|\s*)rev\b|\bprintf\s+\S*\\x/.test(
    text,
  )
}

export function isFilter(name: string): boolean {
  return /^(?:tee|cat|sed|tr|grep|head|tail|awk|base64|rev|gunzip|zcat|gzip|xxd|openssl|cut|dos2unix)$/.test(name)
}

export function targetsOf(command: SimpleCommand, words: readonly string[], urls: readonly DownloadUrl[]): string[] {
  const named = words.flatMap((w, i) => {
    if (/^(?:-o|-O|--output|--output-document)$/.test(w) || /^-[a-zA-Z]*[oO]$/.test(w)) return [words[i + 1] ?? '']
    return [/^(?:--output|--output-document)=(.*)$/.exec(w)?.[1] ?? /^-[oO](?=.*\/)(.+)$/.exec(w)?.[1] ?? '']
  })
  const redirected = command.redirects.filter(r => r.operator.includes('>')).map(r => r.target)
  const byUrl = baseName(words[0] ?? '') !== 'curl' || words.some(w => /^(?:-[a-zA-Z]*[OJ][a-zA-Z]*|--remote-name)$/.test(w))
  const implied = byUrl ? urls.map(u => u.text.replace(/[?#].*$/, '')) : []
  return [...named, ...redirected, ...implied].map(baseName).filter(name => /^[\w.+-]{1,100}$/.test(name) && name !== 'null')
}

export function isSilent(command: SimpleCommand): boolean {
  return command.redirects.some(r => r.operator.includes('>') && r.target === '/dev/null')
}

export function wipesHistory(name: string, words: readonly string[], command: SimpleCommand): boolean {
  if (name === 'history') return words.some(w => /^-[a-z]*c/.test(w))
  if (/^(?:unset|export|set)$/.test(name) && words.some(w => /^(?:HISTFILE(?:=\/dev\/null|=)?|\+o)$/.test(w)))
    return words.some(w => /HIST|history/.test(w))
  if (command.assignments.some(a => /^HISTFILE=(?:\/dev\/null)?$|^HISTSIZE=0$/.test(a))) return true
  const cleared = command.redirects.some(
    r =>
      r.operator === '>' &&
      /(?:bash_history|\/var\/log\/(?:wtmp|btmp|lastlog|secure|auth\.log|messages|cron)|\/var\/spool\/mail\/root)$/.test(r.target),
  )
  return cleared && (words.length === 0 || /^(?:echo|cat|:|true)$/.test(name))
}

export function installsPersistence(name: string, words: readonly string[], command: SimpleCommand): boolean {
  if (name === 'crontab' && words.some(w => w === '-')) return true
  const written = [
    ...command.redirects.filter(r => r.operator.includes('>')).map(r => r.target),
    ...(name === 'tee' || name === 'cp' || name === 'mv' ? words.slice(1) : []),
  ]
  return written.some(path =>
    /\/(?:cron\.(?:d|hourly|daily|weekly|monthly)\/|crontabs?\/?|authorized_keys2?$|ld\.so\.preload$|rc\.local$|\.bashrc$|\.profile$|systemd\/system\/|init\.d\/)/.test(
      path,
    ),
  )
}

/** What ssh or sshpass is told to run on the other host. */
export function remoteCommand(name: string, words: readonly string[]): string | undefined {
  const from = name === 'sshpass' ? words.findIndex(w => baseName(w) === 'ssh') : name === 'ssh' ? 0 : -1
  if (from < 0) return undefined
  for (let i = from + 1; i < words.length; i++) {
    const word = words[i]!
    if (/^-[BbcDEeFIiJLlmOopQRSWw]$/.test(word)) i++
    else if (!word.startsWith('-')) return words.length > i + 1 ? words.slice(i + 1).join(' ') : undefined
  }
  return undefined
}

/** The command of a schedule that echo or printf writes into a crontab. */
export function scheduled(
  name: string,
  words: readonly string[],
  command: SimpleCommand,
  next: SimpleCommand | undefined,
): string | undefined {
  if (!/^(?:echo|printf)$/.test(name)) return undefined
  const piped = command.then === '|' && baseName(next?.words[0] ?? '') === 'crontab'
  if (!piped && !command.redirects.some(r => /^\/(?:etc\/crontab|etc\/cron\.d\/|var\/spool\/cron\/)/.test(r.target))) return undefined
  return /(?:^|\s)(?:(?:[\d*][\d*/,-]*[ \t]+){5}|@(?:reboot|hourly|daily|weekly|monthly)[ \t]+)(\S.*)/s.exec(words.slice(1).join(' '))?.[1]
}

/** Programs that start what they are told in a way of their own. */
export const handsOver = /^(?:su|runuser|flock|start-stop-daemon|tmux)$/

/** The shell text that such a program runs; undefined when it runs none. */
export function launched(name: string, words: readonly string[]): string | undefined {
  if (name === 'tmux') {
    const last = words.at(-1) ?? ''
    return /^(?:\/|\S+\s)/.test(last) ? last : undefined
  }
  if (name !== 'start-stop-daemon') return scriptOf(words)
  const at = words.findIndex(w => /^(?:--exec|--startas|-x|-a)(?:=|$)/.test(w))
  const program = at < 0 ? undefined : (/=(.*)$/s.exec(words[at]!)?.[1] ?? words[at + 1])
  const end = words.indexOf('--')
  return program === undefined ? undefined : [program, ...(end < 0 ? [] : words.slice(end + 1))].map(quoted).join(' ')
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
