// apt.conf(5): commands that apt runs, each with exactly the bytes that can be cut out.
import { textOf } from '../../core/bytes.ts'
import type { Line } from '../lines.ts'

export interface AptCommand extends Line {
  /** Full name such as "DPkg::Post-Invoke". */
  readonly key: string
  readonly command: string
}

const commandKey =
  /(?:^|::)(?:pre-invoke|post-invoke|post-invoke-success|post-invoke-stats|pre-install-pkgs|proxy-auto-detect|proxyautodetect)(?:$|::)|^dir::bin::/i
const deepest = 50

/** Bytes of a text as one character each, so that places in it are places in the file. */
function latin(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}

/**
 * Commands in order. A string in a list `{ "a"; "b"; }` spans itself and its ";"; a statement `Key "a";` spans from the key to the ";".
 */
export function* aptCommands(bytes: Uint8Array): Generator<AptCommand> {
  const text = latin(bytes)
  const token = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|#[^\n]*|"((?:[^"\\\n]|\\[^\n])*)"|[{};]|[^\s{};"#]+|\s+|"[^\n]*/g
  const groups: string[] = []
  let words: { text: string; at: number }[] = []
  let value: { text: string; at: number; end: number } | undefined
  let number = 1
  let counted = 0
  const told = (from: NonNullable<typeof value>, end: number): AptCommand | undefined => {
    const key = [...groups, ...words.map(w => w.text)].filter(part => part !== '').join('::')
    if (!commandKey.test(key)) return undefined
    const start = words[0]?.at ?? from.at
    for (; counted < start; counted++) if (bytes[counted] === 10) number++
    const command = textOf(bytes.subarray(from.at + 1, from.end - 1))
    return { number, key: key.replace(/:+$/, ''), command, span: { start, end }, text: textOf(bytes.subarray(start, end)) }
  }
  for (const found of text.matchAll(token)) {
    const [whole] = found
    if (/^(?:\s|\/\/|\/\*|#)/.test(whole)) continue
    if (whole === '{') {
      if (groups.length < deepest) groups.push(words.map(w => w.text).join('::'))
      words = []
      value = undefined
    } else if (whole === '}') {
      // The last string of a list needs no ";".
      const last = value === undefined ? undefined : told(value, value.end)
      if (last !== undefined) yield last
      groups.pop()
      words = []
      value = undefined
    } else if (whole === ';') {
      const statement = value === undefined ? undefined : told(value, found.index + 1)
      if (statement !== undefined) yield statement
      words = []
      value = undefined
    } else if (found[1] === undefined && whole.startsWith('"')) {
      // A string without an end: nothing of its line can be told apart.
      words = []
      value = undefined
    } else if (found[1] !== undefined) value = { text: whole, at: found.index, end: found.index + whole.length }
    else words.push({ text: whole.replace(/^:+|:+$/g, ''), at: found.index })
  }
}
