// What a script in Python, Perl, PHP, Ruby or JavaScript does, in the same terms as a shell text: by the calls that fetch, decode and run.
import { minerCommandsIn } from './miner-command.ts'
import { readShell, type ShellReading, type ShellSign } from './shell-command.ts'
import { type DownloadUrl, findDownloadUrls } from './url-kinds.ts'

export type ScriptLanguage = 'python' | 'perl' | 'php' | 'ruby' | 'javascript'

const byInterpreter: readonly (readonly [RegExp, ScriptLanguage])[] = [
  [/^#![^\n]{0,200}\b(?:python|pypy)[\d.]*\b/, 'python'],
  [/^#![^\n]{0,200}\bperl[\d.]*\b/, 'perl'],
  [/^(?:#![^\n]{0,200}\bphp[\d.]*\b|<\?php\b)/, 'php'],
  [/^#![^\n]{0,200}\bruby[\d.]*\b/, 'ruby'],
  [/^#![^\n]{0,200}\b(?:node|nodejs|bun|deno)\b/, 'javascript'],
]
const byEnding: Readonly<Record<string, ScriptLanguage>> = {
  py: 'python',
  pl: 'perl',
  php: 'php',
  rb: 'ruby',
  js: 'javascript',
  cjs: 'javascript',
}

/** By the first line, else by the ending of its name; undefined for shell scripts and all else. */
export function scriptLanguage(path: string, text: string): ScriptLanguage | undefined {
  const found = byInterpreter.find(([first]) => first.test(text))?.[1]
  if (found !== undefined || text.startsWith('#!')) return found
  const ending = /\.([a-z]{2,3})$/.exec(path)?.[1] ?? ''
  return Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined
}

const fetching =
  /\b(?:urlopen|urlretrieve|requests\.(?:get|post)|httpx\.get|http\.client|LWP::|HTTP::Tiny|getstore|file_get_contents\s*\(\s*["']https?:|curl_exec|Net::HTTP|URI\.open|https?\.get\s*\(|fetch\s*\()/
const decodingCall = String.raw`(?:b64decode|base64_decode|decode_base64|unhexlify|fromhex|gzinflate|str_rot13|marshal\.loads|zlib\.decompress|atob|Base64\.decode64|unpack)`
const decodedAndRun = new RegExp(
  String.raw`\b(?:exec|eval|assert|system|Function)[ \t]*\([ \t]*[\w.() \t@"',$]{0,120}?\b${decodingCall}[ \t]*\(|\beval[ \t]+${decodingCall}\b`,
)
const running =
  /\b(?:os\.system|os\.popen|os\.exec[lv]\w*|subprocess\.\w+|Popen|shell_exec|passthru|proc_open|popen|child_process|execSync|spawn)\b|\b(?:exec|system)\s*[("'`$]/
const executable = /\bchmod\b[^\n]{0,120}(?:0o?[0-7]?[157]{3}|[75]{3}|\+x|S_IX|stat\.S_I)/
const connecting = /\bsocket\b[\s\S]{0,2000}?\bconnect\b|\bfsockopen\s*\(|\bnet\.(?:connect|Socket)\b|TCPSocket/i
const handingOver =
  /\bdup2\s*\(\s*\w+\.fileno\b|\bpty\.spawn\s*\(|open\s*\(\s*STDIN\s*,\s*["']>&|\bproc_open\s*\(\s*["'](?:\/bin\/)?(?:ba)?sh|exec\s*\(\s*["']\/bin\/(?:ba)?sh\s+-i/
/** Text handed to a shell: the first string of the call, or between backquotes. */
const shellCalls =
  /\b(?:os\.system|os\.popen|subprocess\.\w+|Popen|shell_exec|passthru|popen|execSync|exec|system)\s*\(?\s*(?:f|r|b|u)?("""[\s\S]{1,4000}?"""|"(?:[^"\\\n]|\\.){1,4000}"|'(?:[^'\\\n]|\\.){1,4000}')/g
const absolutePath = /(?<![\w.:/])\/(?!\/)[\w.+@-]{1,255}(?:\/[\w.+@\-[\]]{1,255}){0,20}/g
const mostCalls = 200
const mostPaths = 500

/** Never throws; text past 64 KiB is not read. */
export function readInterpreterScript(given: string): ShellReading {
  const text = given.slice(0, 65_536)
  const signs = new Map<ShellSign, string>()
  const urls = new Map<string, DownloadUrl>()
  const programs = new Set<string>()
  const paths = new Set<string>()
  const sign = (name: ShellSign, excerpt: string): void => {
    if (!signs.has(name)) signs.set(name, excerpt.slice(0, 300))
  }
  for (const [, quoted = ''] of [...text.matchAll(shellCalls)].slice(0, mostCalls)) {
    const reading = readShell(unquoted(quoted), 1)
    for (const [name, excerpt] of reading.signs) sign(name, excerpt)
    for (const url of reading.urls) urls.set(url.text, url)
    for (const program of reading.programs) programs.add(program)
  }
  const fetches = fetching.exec(text)
  if (fetches !== null) {
    sign('download', lineAt(text, fetches.index))
    for (const url of findDownloadUrls(text)) {
      urls.set(url.text, url)
      if (url.kind !== undefined) sign(url.kind, url.text)
    }
  }
  const runs = running.exec(text)
  const direct = /\b(?:exec|eval)\s*\(\s*[\w.(\s]{0,60}\b(?:urlopen|requests\.get|file_get_contents|fetch)\b/.exec(text)
  if (direct !== null) sign('download-to-shell', lineAt(text, direct.index))
  if (fetches !== null && runs !== null && executable.test(text)) sign('download-and-run', lineAt(text, runs.index))
  const decoded = decodedAndRun.exec(text)
  if (decoded !== null) sign('decode-to-shell', lineAt(text, decoded.index))
  const handed = handingOver.exec(text)
  if (handed !== null && connecting.test(text)) sign('reverse-shell', lineAt(text, handed.index))
  const miner = minerCommandsIn(text).find(m => m.score >= 0.6)
  if (miner !== undefined && runs !== null) sign('starts-miner', miner.evidence.map(e => e.text).join(' · '))
  for (const [path] of text.matchAll(absolutePath)) if (paths.size < mostPaths) paths.add(path)
  return { signs, urls: [...urls.values()], programs: [...programs], paths: [...paths] }
}

function unquoted(quoted: string): string {
  const marks = quoted.startsWith('"""') ? 3 : 1
  return quoted
    .slice(marks, -marks)
    .replace(/\\(["'\\])/g, '$1')
    .replace(/\\n/g, '\n')
}

function lineAt(text: string, index: number): string {
  const end = text.indexOf('\n', index)
  return text.slice(Math.max(text.lastIndexOf('\n', index) + 1, index - 100), Math.min(end < 0 ? text.length : end, index + 200)).trim()
}
