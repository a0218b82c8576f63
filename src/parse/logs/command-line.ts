// What a command line that stands in a record tells: the command itself, where it fetched from, and whether it wiped traces.
import type { Draft } from '../../core/log-format.ts'
import { readShell } from '../shell-command.ts'
import { findDownloadUrls } from '../url-kinds.ts'

const longest = 2000

/** For every kind of record that holds a command; `more` overrides. */
export function commandTold(command: string, more: Partial<Draft> = {}): Draft {
  return { verb: 'command', command: command.slice(0, longest), url: findDownloadUrls(command)[0]?.text, ...more }
}

const suspect = /hist|\/var\/log\/|\/var\/spool\/mail|journalctl|shred|logrotate/i
const logRemoved =
  /\b(?:rm|shred|unlink|truncate)\b[^|;&]{0,300}(?:\/var\/log\/|\.\w{2,8}_history)|\bjournalctl\b[^|;&]{0,100}--(?:vacuum-\w+|rotate)|\bln\b[^|;&]{0,100}\/dev\/null [^|;&]{0,100}(?:\/var\/log\/|_history)/

/** A second draft when the command is one that takes away logs or histories. */
export function wipingTold(command: string, more: Partial<Draft> = {}): Draft | undefined {
  if (!suspect.test(command)) return undefined
  if (!logRemoved.test(command) && !readShell(command).signs.has('wipes-history')) return undefined
  return { verb: 'log-gap', command: command.slice(0, longest), method: 'wiped by command', ...more }
}
