// hosts_access(5): rules of hosts.allow and hosts.deny, continued lines joined.
import { logicalLines } from './logical-lines.ts'

export interface HostsAccessRule {
  /** Where the rule begins. */
  readonly line: number
  readonly text: string
}

export function* parseHostsAccess(bytes: Uint8Array): Generator<HostsAccessRule> {
  for (const { number: line, joined: text } of logicalLines(bytes)) {
    if (text !== '' && !text.startsWith('#') && text.includes(':')) yield { line, text }
  }
}
