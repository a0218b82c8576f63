// A job file of at(1): its name holds queue, number and time, its head the account, its end the commands.
import { textOf } from '../../core/bytes.ts'
import { type Instant, instantOf } from '../../core/instant.ts'

export interface AtName {
  /** Queue letter; "=" while the job runs. */
  readonly queue: string
  readonly job: number
  readonly at: Instant | undefined
}

/** Queue letter, five hex digits of number, up to eight of minutes since 1970 (atd.c reads them with scanf); undefined for any other file. */
export function parseAtName(name: string): AtName | undefined {
  const match = /^([A-Za-z=])([0-9a-f]{5})([0-9a-f]{1,8})$/.exec(name)
  if (match === null) return undefined
  const [, queue = '', job = '', minutes = ''] = match
  return { queue, job: Number.parseInt(job, 16), at: instantOf(Number.parseInt(minutes, 16) * 60_000) }
}

export interface AtJob {
  /** The account mail goes to: the one that runs it; '' when the head is damaged. */
  readonly user: string
  /** The commands as typed, without what at put before them. */
  readonly command: string
}

/** Reads any bytes. Where at's own preamble is missing, the whole text is the command. */
export function parseAtJob(bytes: Uint8Array): AtJob {
  const text = textOf(bytes)
  const user = /^# mail[ \t]+([^ \t\r\n]{1,64})[ \t]/m.exec(text.slice(0, 1000))?.[1] ?? ''
  const preamble = text.startsWith('#!/bin/sh') ? text.indexOf('Execution directory inaccessible') : -1
  const end = preamble < 0 ? -1 : text.indexOf('}', preamble)
  const body = end < 0 ? text : text.slice(end + 1)
  const here = /^\s*\$\{SHELL:-\/bin\/sh\}[ \t]*<<[ \t]*'(marcin[^'\n]{1,40})'\r?\n/.exec(body)
  if (here === null) return { user, command: body.trim() }
  const inner = body.slice(here[0].length)
  const stop = inner.lastIndexOf(`\n${here[1]}`)
  return { user, command: (stop < 0 ? inner : inner.slice(0, stop)).trim() }
}
