// What a command of cron, a unit or a shell start file does, as far as it matters here: fetches and runs, decodes and runs, hides, kills rivals.
import { decodedPayloads } from './encoded-payload.ts'
import { baseName, minerCommandsIn, unwrapped } from './miner-command.ts'
import { isOddPlaceForProgram } from './places.ts'
import {
  decodes,
  handsOver,
  installsPersistence,
  isDownload,
  isFilter,
  isSilent,
  launched,
  oneLiner,
  readsStdin,
  remoteCommand,
  scheduled,
  scriptOf,
  shells,
  targetsOf,
  wipesHistory,
} from './shell-deeds.ts'
import { withVariables } from './shell-variables.ts'
import { longestShellText, type SimpleCommand, shellCommands } from './shell-words.ts'
import { type DownloadUrl, findDownloadUrls } from './url-kinds.ts'

export type ShellSign =
  | 'download' // fetches something
  | 'download-to-shell' // what it fetches goes straight to an interpreter
  | 'download-and-run' // fetches to a file, then runs that file
  | 'decode-to-shell' // decodes something and runs it
  | 'dev-tcp' // the shell's own network files
  | 'reverse-shell' // gives a shell to another host
  | 'bare-ip'
  | 'paste-site'
  | 'onion'
  | 'odd-host'
  | 'odd-place' // runs a program from a temporary, hidden or odd place
  | 'silent-background' // in the background with all output thrown away
  | 'kills-rivals' // ends or removes other miners
  | 'spreads' // carries commands to the hosts of known_hosts
  | 'locks-files' // chattr +i and the like, under any name
  | 'wipes-history'
  | 'installs-persistence' // writes a crontab, unit, key or preload
  | 'starts-miner'

export interface ShellReading {
  readonly signs: ReadonlyMap<ShellSign, string>
  readonly urls: readonly DownloadUrl[]
  /** Programs run, as written, wrappers such as nohup taken off. */
  readonly programs: readonly string[]
  /** Every word that is an absolute path. */
  readonly paths: readonly string[]
}

const deepest = 3
/** What carries a shell's output to another host. */
const connectors = /^(?:nc|ncat|netcat|socat|telnet|openssl)$/
const interpreters = /^(?:python|perl|php|ruby|node|lua)[\d.]*$/
const rivals =
  /nbminer|t-rex(?!-)|lolminer|phoenixminer|teamredminer|ethminer|srbminer|nanominer|kdevtmpfsi|kinsing|xmrig|xmr-?stak|minerd|cryptonight|kthrotlds|watchdogs?|sysrv|kthreaddk|ddgs|qW3xT|sysupdate|networkservice|sysguard|dbused|pwnrig|monero|stratum|supportxmr|nanopool|minexmr|masscan|pnscan|biosetjenkins|Loopback|apaceha|mixnerdx|performedl|JnKihGjn|irqba(?:2|5)|httpd6|tsm32|tsm64|kerberods|khugepageds|zzh|solrd|\.rsync|\.configrc/gi

/** Never throws; text past 256 KiB is not read; base64 is looked into to a depth of three. */
export function readShell(given: string, depth = 0): ShellReading {
  const text = given.slice(0, longestShellText)
  const signs = new Map<ShellSign, string>()
  const urls = new Map<string, DownloadUrl>()
  const programs = new Set<string>()
  const paths = new Set<string>()
  const sign = (name: ShellSign, excerpt: string): void => {
    if (!signs.has(name)) signs.set(name, excerpt.slice(0, 300))
  }
  const inner = (script: string): ShellReading => {
    const reading = readShell(script, depth + 1)
    for (const [name, excerpt] of reading.signs) sign(name, excerpt)
    for (const found of reading.urls) urls.set(found.text, found)
    for (const program of reading.programs) programs.add(program)
    for (const path of reading.paths) paths.add(path)
    return reading
  }

  const commands = withVariables(shellCommands(text))
  const fetched = new Set<string>()
  let feeds: 'download' | 'decode' | undefined
  let here: string | undefined
  for (const [i, command] of commands.entries()) {
    const words = unwrapped(command.words)
    const program = words[0] ?? ''
    const name = baseName(program)
    const line = words.join(' ')
    if (program !== '' && !program.includes('$')) programs.add(program)
    for (const word of [...words, ...command.redirects.map(r => r.target)]) if (/^\/[^/]/.test(word)) paths.add(word)
    if (i > 0 && commands[i - 1]!.then !== '|') feeds = undefined

    const nested = depth < deepest ? command.substitutions.map(inner) : []
    const fetches = isDownload(name, words)
    const isShell = shells.test(name)
    const runsStdin = (isShell && readsStdin(words)) || (interpreters.test(name) && words.slice(1).every(w => w === '-'))
    const code = isShell
      ? scriptOf(words)
      : name === 'trap'
        ? words.slice(1).find(w => w !== '--')
        : handsOver.test(name)
          ? launched(name, words)
          : name === 'eval'
            ? words.slice(1).join(' ')
            : interpreters.test(name)
              ? oneLiner(words)
              : undefined

    if (fetches) {
      const from = findDownloadUrls(line)
      for (const found of from) {
        urls.set(found.text, found)
        if (found.kind !== undefined) sign(found.kind, found.text)
      }
      sign('download', line)
      for (const file of targetsOf(command, words, from)) fetched.add(file)
    }
    if (runsStdin && feeds === 'download') sign('download-to-shell', pipeline(commands, i))
    if (runsStdin && feeds === 'decode') sign('decode-to-shell', pipeline(commands, i))
    const takesSubstitution =
      (isShell && (code !== undefined || /^[<$`]/.test(words[1] ?? ''))) || /^(?:eval|source|\.)$/.test(name) || /^[$`]/.test(program)
    if (takesSubstitution && nested.some(n => n.signs.has('download'))) sign('download-to-shell', line)
    if (takesSubstitution && command.substitutions.some(decodes)) sign('decode-to-shell', line)
    if (isShell && command.redirects.some(r => r.operator === '<<<') && nested.some(n => n.signs.has('download')))
      sign('download-to-shell', line)

    for (const word of command.assignments)
      for (const library of /^LD_(?:PRELOAD|AUDIT)=(.*)$/s.exec(word)?.[1]?.split(/[:\s]+/) ?? [])
        if (library.startsWith('/')) programs.add(library)
    if (name === 'cd' || name === 'pushd')
      here = words
        .slice(1)
        .find(w => w.startsWith('/'))
        ?.replace(/\/+$/, '')
    else if (here !== undefined && program.startsWith('./')) programs.add(`${here}/${program.slice(2)}`)
    for (const word of [...command.assignments, ...(/^(?:export|declare|typeset|readonly)$/.test(name) ? words.slice(1) : [])])
      if (depth < deepest && word.startsWith('PROMPT_COMMAND=')) inner(word.slice('PROMPT_COMMAND='.length))
    if (code !== undefined && depth < deepest) {
      if (interpreters.test(name)) readOneLiner(code, line, sign)
      else inner(code)
    }
    if (/\/dev\/(?:tcp|udp)\//.test(line) || command.redirects.some(r => /^\/dev\/(?:tcp|udp)\//.test(r.target))) {
      sign('dev-tcp', line)
      if (isShell && words.includes('-i')) sign('reverse-shell', line)
      if (!isShell) feeds = 'download'
    }
    if (/^(?:nc|ncat|netcat|socat)$/.test(name) && /(?:^| )(?:-[a-z]*e|-c|exec:)\s*'?\/?(?:usr\/)?(?:bin\/)?(?:ba|da)?sh/i.test(line))
      sign('reverse-shell', line)

    if (
      isShell &&
      words.includes('-i') &&
      command.then === '|' &&
      connectors.test(baseName(unwrapped(commands[i + 1]?.words ?? [])[0] ?? ''))
    )
      sign('reverse-shell', `${line} | ${commands[i + 1]?.words.join(' ')}`)
    if (/^(?:g|m)?awk$/.test(name) && /\/inet\d?\/(?:tcp|udp)\//.test(line))
      sign(/\bsystem\s*\(|\|\s*getline/.test(line) ? 'reverse-shell' : 'dev-tcp', line)

    const runs =
      isShell || name === '.' || name === 'source' || interpreters.test(name)
        ? (words.slice(1).find(w => !w.startsWith('-')) ?? '')
        : program
    if (code === undefined && runs !== '' && fetched.has(baseName(runs)) && !fetches && (runs !== program || runs.includes('/')))
      sign('download-and-run', line)
    if (code === undefined && runs.startsWith('/') && isOddPlaceForProgram(runs) && !/^\/(?:dev\/(?!shm\/|mqueue\/)|etc|proc)\//.test(runs))
      sign('odd-place', runs)
    if (isSilent(command) && command.then === '&') sign('silent-background', line)
    if (
      /^(?:chattr|tntrecht|lockr|ch1attr|zchattr|lchattr)$/.test(name) ||
      (words.length > 2 && /^[+-]R?[ia]{1,3}u?$/.test(words[1] ?? ''))
    )
      if (/\+[a-z]*[ia]/.test(words[1] ?? '') || /\+[a-z]*[ia]/.test(words[2] ?? '')) sign('locks-files', line)
    const remote = remoteCommand(name, words)
    if (remote !== undefined && depth < deepest) {
      inner(remote)
      if (/known_hosts/.test(text)) sign('spreads', line)
    }
    const written = scheduled(name, words, command, commands[i + 1])
    if (written !== undefined && depth < deepest) inner(written)
    if (wipesHistory(name, words, command)) sign('wipes-history', line === '' ? command.assignments.join(' ') : line)
    if (installsPersistence(name, words, command)) sign('installs-persistence', line)

    if (fetches || (feeds === 'download' && isFilter(name))) feeds = 'download'
    else if (decodes(line)) feeds = 'decode'
    else if (feeds === 'decode' && !isFilter(name)) feeds = undefined
    if (command.then === '|' && feeds === undefined && nested.some(n => n.signs.has('download'))) feeds = 'download'
  }

  const kills = commands
    .filter(c => /^(?:pkill|killall|kill|grep|egrep|rm|ps|find)$/.test(baseName(unwrapped(c.words)[0] ?? '')))
    .map(c => c.words.join(' '))
    .filter(line => !/^find\b/.test(line) || /\s-(?:delete|exec)\b/.test(line))
  const named = new Set(kills.flatMap(line => line.match(rivals) ?? []).map(word => word.toLowerCase()))
  if (named.size >= 3 && kills.some(line => /^(?:sudo )?(?:pkill|killall|rm|find)|kill/.test(line)))
    sign('kills-rivals', [...named].slice(0, 8).join(' '))
  const miner = minerCommandsIn(text).find(m => m.score >= 0.6)
  if (miner !== undefined) sign('starts-miner', miner.evidence.map(e => e.text).join(' · '))
  if (depth < deepest && (signs.has('decode-to-shell') || /base64|b64decode|xxd|openssl/.test(text)))
    for (const payload of decodedPayloads(text)) {
      const reading = inner(payload)
      if (['download-to-shell', 'download-and-run', 'starts-miner', 'dev-tcp'].some(s => reading.signs.has(s as ShellSign)))
        sign('decode-to-shell', payload)
    }
  return { signs, urls: [...urls.values()], programs: [...programs], paths: [...paths] }
}

/** Code given to python, perl, php … on the command line: does it fetch or decode, and run the outcome? */
function readOneLiner(code: string, line: string, sign: (name: ShellSign, excerpt: string) => void): void {
  const fetches = /urlopen|urlretrieve|requests\.get|LWP::|HTTP::Tiny|file_get_contents|https?\.get|URI\.open|fsockopen|curl_exec/.test(
    code,
  )
  const runs = /\bexec\b|\beval\b|os\.system|subprocess|popen|\bsystem\b|shell_exec|passthru|__import__|marshal/.test(code)
  const decoding = /b64decode|base64_decode|decode_base64|unhexlify|fromhex|gzinflate|zlib|pack\s*\(|Buffer\.from/.test(code)
  for (const found of findDownloadUrls(code)) if (found.kind !== undefined) sign(found.kind, found.text)
  if (fetches) sign('download', line)
  if (fetches && runs) sign('download-to-shell', line)
  if (decoding && runs) sign('decode-to-shell', line)
  if (/IO::Socket|TCPSocket|fsockopen|socket\.socket/.test(code) && /fdopen|popen|dup2|\bsystem\b|\bexec\b|pty\.spawn/i.test(code))
    sign('reverse-shell', line)
  if (/socket/.test(code) && /dup2|\/bin\/(?:ba)?sh|pty\.spawn/.test(code)) sign('reverse-shell', line)
}

function pipeline(commands: readonly SimpleCommand[], last: number): string {
  let first = last
  while (first > 0 && commands[first - 1]!.then === '|') first--
  return commands
    .slice(first, last + 1)
    .map(c => c.words.join(' '))
    .join(' | ')
}
