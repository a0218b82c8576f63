// What the messages of one program tell, whichever log they come by: syslog files and the journal hold the same words.
import type { Draft } from '../../../core/log-format.ts'

/** A draft without what the one who read the line knows already: time, program, pid. */
export type Told = Omit<Draft, 'time' | 'program' | 'pid'>

export interface MessageKind {
  /** Names of the programs, as their tag has them. */
  readonly programs: readonly string[]
  /** Every message that tells something begins with one of these, */
  readonly begins?: readonly string[]
  /** or holds one of these. A beginning is found much faster, since ": " stands before it, and in few other places of a line. */
  readonly needles: readonly string[]
  /** A reader for one log, so that it may remember what the same process said before. */
  open(): Speaker
}

/** Never throws; a message of no interest gives nothing. Messages come in the order of the log. */
export type Speaker = (message: string, pid: number | undefined, program: string) => Told | undefined

/** Kinds whose messages stand for themselves. */
export function stateless(read: Speaker): () => Speaker {
  return () => read
}

const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F:]*:[\da-fA-F:.]*(?:%\w{1,15})?)$/
/** IPv4 as sockets of IPv6 have it. */
const mapped = '::ffff:'

/** An address as sshd, PAM and others write it: IPv4, IPv6 with or without a zone; undefined when it is a name. */
export function addressOf(text: string | undefined): string | undefined {
  if (text === undefined || !address.test(text)) return undefined
  return text.startsWith(mapped) && text.includes('.') ? text.slice(mapped.length) : text
}
