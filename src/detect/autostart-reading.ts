// What an autostart entry does: its command where it is one, and the text of its file where the whole file is the entry.
import type { Autostart } from '../core/facts/autostart.ts'
import type { FileFact } from '../core/facts/file.ts'
import { readInterpreterScript, scriptLanguage } from '../parse/interpreter-script.ts'
import { baseName, unwrapped } from '../parse/miner-command.ts'
import { readShell, type ShellReading } from '../parse/shell-command.ts'
import { readsStdin, shells } from '../parse/shell-deeds.ts'
import { shellCommands } from '../parse/shell-words.ts'

export interface EntryReading extends ShellReading {
  /** The text that was read, as shell where it is one. */
  readonly text: string
  /** The entry is a file as a whole, and this is what stands in it. */
  readonly own: boolean
  /** Shell, or code of another language: strings in code need not be commands. */
  readonly language: 'shell' | 'code'
}

/** Kinds whose command is an argument, a list or a setting, not a command line. */
const settings = new Set(['grub', 'etc-environment', 'ld-environment', 'polkit', 'php-prepend', 'python-pth'])
/** Whatever these start has a connection for its input and output. */
const listeners = new Set(['systemd-socket', 'inetd', 'xinetd'])
const absolutePath = /(?<![\w./:~$}*-])\/(?!\/)[^\s"'`;|&<>()[\]$*?{}\\:,=]{2,255}/g
const programCall =
  /\b(?:subprocess\.\w{1,20}|Popen|os\.(?:exec|spawn|posix_spawn)\w{0,8}|execFileSync|execFile|spawnSync|spawn|CDLL)[ \t]*\([ \t]*\[?[ \t]*["'](\/[^"'\s]{2,255})["']/g
const mostPaths = 50

/** The readings of an entry: of its command, and of its own text; `files` by path. */
export function readingsOf(entry: Autostart, files: ReadonlyMap<string, FileFact>): readonly EntryReading[] {
  if (entry.command === '') return []
  const file = files.get(entry.path)
  const known = read.get(entry)
  if (known !== undefined && known.file === file) return known.readings
  const own = ownText(entry, file)
  const readings = own === undefined ? [commandReading(entry)] : [commandReading(entry), textReading(entry, own)]
  read.set(entry, { file, readings })
  return readings
}

/** Rows never change, and every detector asks again. */
const read = new WeakMap<Autostart, { readonly file: FileFact | undefined; readonly readings: readonly EntryReading[] }>()

/** The text of a file that is an entry as a whole and is run as it is; undefined for units and the like, and for what is no text. */
function ownText({ extent, command, path, text }: Autostart, file: FileFact | undefined): string | undefined {
  if (extent !== 'file' || command !== path) return undefined
  const body = file?.head ?? (file === undefined || file.magic === 'text' || file.magic === 'script' ? text : '')
  return body === '' || body.includes('\0') ? undefined : body
}

function textReading({ path }: Autostart, text: string): EntryReading {
  if (text.startsWith('#cloud-config')) return asShell(commandsOfYaml(text), true)
  return scriptLanguage(path, text) === undefined ? asShell(text, true) : asCode(text, true)
}

function commandReading({ kind, command }: Autostart): EntryReading {
  if (kind === 'python-pth') return asCode(command, false)
  const reading = asShell(command, false)
  const handed = listeners.has(kind) ? shellOnSocket(command) : undefined
  if (handed !== undefined) return { ...reading, signs: new Map([...reading.signs, ['reverse-shell', handed]]) }
  if (!settings.has(kind)) return reading
  return { ...reading, programs: pathsIn(command) }
}

function asShell(text: string, own: boolean): EntryReading {
  return { ...readShell(text), text, own, language: 'shell' }
}

/** Programs that code starts: those of its shell texts, and the first string of a list that it runs. */
function asCode(text: string, own: boolean): EntryReading {
  const reading = readInterpreterScript(text)
  const started = [...text.slice(0, 65_536).matchAll(programCall)].slice(0, mostPaths).map(([, path = '']) => path)
  return { ...reading, programs: [...reading.programs, ...started], text, own, language: 'code' }
}

function pathsIn(text: string): string[] {
  return [...text.slice(0, 8192).matchAll(absolutePath)].slice(0, mostPaths).map(([path]) => path)
}

/** A shell without a script, started for each connection: whoever connects commands. */
function shellOnSocket(command: string): string | undefined {
  for (const { words } of shellCommands(command.replace(/^[-@:+!]+(?=\/)/, ''))) {
    const bare = unwrapped(words)
    const rest = shells.test(baseName(bare[1] ?? '')) ? bare.slice(1) : bare
    if (shells.test(baseName(bare[0] ?? '')) && readsStdin(rest)) return words.join(' ')
  }
  return undefined
}

/** Items of cloud-config lists as lines of shell: `- curl x | sh`, `- [ sh, -c, "curl x | sh" ]`. */
function commandsOfYaml(text: string): string {
  return text
    .split('\n')
    .map(line => /^\s*-\s+(.*)$/.exec(line)?.[1] ?? '')
    .map(item =>
      /^\[.*\]\s*$/.test(item) ? item.replace(/^\[|\]\s*$/g, '').replaceAll(/\s*,\s*/g, ' ') : item.replace(/^(["'])(.*)\1$/, '$2'),
    )
    .join('\n')
}
