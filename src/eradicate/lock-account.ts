// Locks an account: its password opens nothing any more, and an odd login shell becomes nologin. Nothing of the account is deleted.
import type { Action, Scene } from '../core/action.ts'
import { bytesOf, concat } from '../core/bytes.ts'
import { applyChanges, captured, changesAsUndo, type FileChange, undoChanges } from '../core/file-change.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { type Line, linesOf } from '../parse/lines.ts'
import { accountShell } from '../persistence/account-shell.ts'
import { editOf } from './edit.ts'

const passwd = '/etc/passwd'
const shadow = '/etc/shadow'
const nologin = '/usr/sbin/nologin'
const closed = /^[!*]/

interface Account {
  readonly user: string
  readonly uid: number
  readonly nologin: boolean
  /** Only an empty password is closed, with "*": root needs none to be root, and its keys go on opening. */
  readonly emptyOnly: boolean
}

/**
 * Detail: `user`, `uid`; `nologin`: true gives it that shell in any case. `before`: sha256 of /etc/passwd. Keys of the account are
 * entries of persistence, disarmed by steps of their own. Of root only an emptied password is closed.
 */
export const lockAccount: Action = {
  id: 'lock-account',
  summary: { zh: '锁定恶意账户(不删除任何内容)', en: 'lock a rogue account (nothing is deleted)' },
  techniques: ['T1136.001', 'T1078.003'],
  references: ['man:passwd(5)', 'man:shadow(5)', 'man:usermod(8)', 'https://d3fend.mitre.org/technique/d3f:AccountLocking/'],
  counters: ['D3-AL'],
  stage: 'disarm',
  prepare(step, scene) {
    const account = accountIn(step)
    const changes = isGap(account) ? account : changesFor(step, scene, account)
    return isGap(changes) ? changes : changesAsUndo(changes)
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const account = accountIn(step)
    if (isGap(account)) return account
    for (const path of [shadow, passwd]) {
      const found = captured(scene, path)
      if (isGap(found)) return found
      const line = found && onlyLine(found.bytes, account.user)
      if (line !== undefined && isOpen(fieldsOf(line)[1], path, account)) return gap(path, 'tampered', 'the account is open')
      if (path === passwd && account.nologin && line !== undefined && shellOf(line) !== nologin)
        return gap(path, 'tampered', 'has a login shell')
    }
    return undefined
  },
}

function accountIn({ id, detail }: Step): Account | Gap {
  const { user, uid } = detail
  if (typeof user !== 'string' || user === '' || typeof uid !== 'number')
    return gap(id, 'malformed', 'the plan does not tell which account')
  return { user, uid, nologin: detail['nologin'] === true && user !== 'root', emptyOnly: user === 'root' }
}

function changesFor(step: Step, scene: Scene, account: Account): readonly FileChange[] | Gap {
  const odd = !account.emptyOnly && [...accountShell.list(scene.host)].some(e => !isGap(e) && e.path === passwd && e.name === account.user)
  const changes: FileChange[] = []
  const known = captured(scene, passwd)
  const own = known === undefined || isGap(known) ? undefined : onlyLine(known.bytes, account.user)
  if (own === undefined || Number(fieldsOf(own)[2]) !== account.uid)
    return gap(passwd, 'tampered', 'does not hold this account once, with this uid')
  for (const path of [shadow, passwd]) {
    const edit = (before: Uint8Array): Uint8Array => lockIn(before, path, account, odd || account.nologin)
    const change = editOf(step, scene, path, edit, { drift: path === passwd ? 'checked' : 'by the edit itself' })
    if (!isGap(change)) changes.push(...(change === undefined ? [] : [change]))
    else if (change.why !== 'absent') return change
  }
  return changes.length > 0 ? changes : gap(passwd, 'absent', 'the account is locked already')
}

/** The file with this account's line closed; as it is when there is nothing to close, or more than one line of that name. */
function lockIn(before: Uint8Array, path: string, account: Account, takeShell: boolean): Uint8Array {
  const line = onlyLine(before, account.user)
  if (line === undefined) return before
  const fields = fieldsOf(line)
  const secret = fields[1] ?? ''
  if (isOpen(secret, path, account)) fields[1] = account.emptyOnly ? '*' : `!${secret}`
  if (path === passwd && takeShell) fields.splice(6, fields.length, nologin)
  const end = line.span.start + bytesOf(line.text).length
  return concat([before.subarray(0, line.span.start), bytesOf(fields.join(':')), before.subarray(end)])
}

/** In passwd "x" points to shadow; anything else there is a password of its own. */
function isOpen(secret: string | undefined, path: string, { emptyOnly }: Account): boolean {
  if (emptyOnly) return secret === ''
  return secret !== undefined && !closed.test(secret) && !(path === passwd && secret === 'x')
}

function onlyLine(bytes: Uint8Array, user: string): Line | undefined {
  const found = [...linesOf(bytes)].filter(({ text }) => text.startsWith(`${user}:`))
  return found.length === 1 ? found[0] : undefined
}

function fieldsOf({ text }: Line): string[] {
  return text.split(':')
}

function shellOf(line: Line): string {
  return fieldsOf(line).slice(6).join(':')
}
