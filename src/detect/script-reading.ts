// Reading a script file for its deeds: shell texts anywhere, those of other interpreters where they run, start or lie oddly.
import type { FileFact } from '../core/facts/file.ts'
import { readInterpreterScript, scriptLanguage } from '../parse/interpreter-script.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'
import { readShell, type ShellReading } from '../parse/shell-command.ts'
import { isReferenceMaterial, isVouchedFor } from './reference-material.ts'

/** What the script does; undefined for what is no script, is vouched for by its package, or only speaks of such things. */
export function scriptReading(file: FileFact): ShellReading | undefined {
  const known = read.get(file)
  if (known !== undefined) return known.reading
  const reading = freshReading(file)
  read.set(file, { reading })
  return reading
}

/** Rows never change, and every round of every detector asks again. */
const read = new WeakMap<FileFact, { readonly reading: ShellReading | undefined }>()

function freshReading(file: FileFact): ShellReading | undefined {
  if (file.head === undefined || isVouchedFor(file) || isReferenceMaterial(file)) return undefined
  if (isShellScript(file)) return readShell(file.head)
  if (file.magic !== 'script' && file.magic !== 'text') return undefined
  const placed = isOddPlaceForProgram(file.path) || file.roles.some(role => role === 'running' || role === 'autostart')
  return placed && scriptLanguage(file.path, file.head) !== undefined ? readInterpreterScript(file.head) : undefined
}

/** A shell script by its first line, or a text that is run or lies where scripts are dropped. */
export function isShellScript({ path, magic, head = '', roles }: FileFact): boolean {
  if (magic === 'script') return /^#![^\n]*\b(?:ba|da|a|z|k)?sh\b/.test(head)
  if (magic !== 'text' || scriptLanguage(path, head) !== undefined) return false
  return /\.(?:sh|bash)$/.test(path) || roles.some(role => role === 'running' || role === 'autostart')
}
