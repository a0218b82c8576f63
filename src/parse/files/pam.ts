// PAM configuration: rules of /etc/pam.d/* and /etc/pam.conf, with the module and its arguments.
import { type LogicalLine, logicalLines } from './logical-lines.ts'

export interface PamRule extends LogicalLine {
  /** auth, account, password or session, without the leading "-". */
  readonly type: string
  readonly control: string
  /** As written: a name or an absolute path. */
  readonly module: string
  readonly arguments: string
}

const rule = /^-?(auth|account|password|session)[ \t]+(\[[^\]]*\]|\S+)[ \t]+(\S+)(?:[ \t]+(.*))?$/

/** `single`: the form of /etc/pam.conf, where the service's name comes first. Includes are passed over. */
export function* pamRules(bytes: Uint8Array, single = false): Generator<PamRule> {
  for (const line of logicalLines(bytes)) {
    const text = single ? line.joined.replace(/^\S+[ \t]+/, '') : line.joined
    const found = rule.exec(text.split('#')[0]?.trimEnd() ?? '')
    if (found === null || line.joined.startsWith('#')) continue
    const [, type = '', control = '', module = '', rest = ''] = found
    if (control === 'include' || control === 'substack') continue
    yield { ...line, type, control, module, arguments: rest }
  }
}
