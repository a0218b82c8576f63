// What sftp-server and the FTP servers say of files that were put, fetched and taken away. sftp-server tells it at INFO and above.
import { addressOf, type MessageKind, type Told } from './kind.ts'
import { pamTold } from './sessions.ts'

const opened = /^session opened for local user (\S{1,64}) from \[([^\]\s]{2,60})\]$/
const closed = /^session closed for local user (\S{1,64}) from \[/
/** Names stand in quotes, and what ends them early is escaped by strnvis. */
const file =
  /^(open|remove|rename|posix-rename|mkdir|rmdir|symlink|set|setstat|hardlink)(?: (?:name|old))? "(.{1,1000}?)"(?: (?:new )"(.{1,1000}?)")?(?: flags ([A-Z,]{4,60}))?(?: mode (0?\d{3,5}))?$/s

export const sftpMessages: MessageKind = {
  programs: ['sftp-server', 'internal-sftp'],
  begins: [
    'session opened for local user ',
    'session closed for local user ',
    'open "',
    'remove name "',
    'rename old "',
    'posix-rename old "',
    'mkdir name "',
    'symlink old "',
    'hardlink old "',
    'set "',
  ],
  needles: [],
  open() {
    // The lines of a transfer name nobody: who it was stands in the first line of the same process.
    const who = new Map<number | undefined, { user?: string | undefined; address?: string | undefined }>()
    return (message, pid): Told | undefined => {
      const text = message.slice(0, 2500)
      const [, user, from] = opened.exec(text) ?? []
      if (user !== undefined) {
        if (who.size > 1000) who.clear()
        who.set(pid, { user, address: addressOf(from) })
        return { verb: 'login', outcome: 'success', user, address: addressOf(from), method: 'sftp' }
      }
      const left = closed.exec(text)
      if (left !== null) {
        who.delete(pid)
        return { verb: 'logout', user: left[1], method: 'sftp' }
      }
      const [, deed = '', path, target, flags, mode] = file.exec(text) ?? []
      // Plain reading is no change.
      if (path === undefined || (deed === 'open' && !/WRITE|CREATE|APPEND/.test(flags ?? ''))) return undefined
      const method = `sftp ${deed === 'open' ? 'upload' : deed}${mode === undefined ? '' : ` ${mode}`}`
      return { verb: 'file', outcome: 'success', path, target, method, ...who.get(pid), fold: `${method} ${path}` }
    }
  },
}

/** vsftpd puts names into "[…]" and addresses into quotes; what a client chose comes last. */
const vsftpd =
  /^(?:\[pid \d{1,10}\] )?(?:\[([^\]\s]{0,64})\] )?(OK|FAIL) (LOGIN|UPLOAD|DELETE|MKDIR|RMDIR|RENAME|CHMOD): Client "(?:::ffff:)?([\da-fA-F.:]{2,45})"(?:, (?:anon password )?"(.{0,1000}?)")?(?:, (\d{1,15}) bytes.{0,60}|, .{0,60})?$/s

export function vsftpdTold(message: string): Told | undefined {
  const [, user, word, deed = '', address, path, size] = vsftpd.exec(message.slice(0, 2000)) ?? []
  if (address === undefined) return undefined
  const outcome = word === 'OK' ? 'success' : 'failure'
  const who = { outcome, user: user || undefined, address: addressOf(address) } as const
  if (deed === 'LOGIN')
    return {
      verb: word === 'OK' ? 'login' : 'login-failed',
      ...who,
      method: 'ftp',
      ...(word === 'OK' ? {} : { fold: `ftp ${user} ${address}` }),
    }
  return { verb: 'file', ...who, path, bytes: size === undefined ? undefined : Number(size), method: `ftp ${deed.toLowerCase()}` }
}

export const ftpMessages: MessageKind = {
  programs: ['vsftpd', 'pure-ftpd', 'proftpd'],
  needles: [
    ': Client "',
    ': Login successful',
    ' is now logged in',
    'Authentication failed for user ',
    '(Login failed)',
    ' no such user found ',
    ' uploaded ',
    ' security violation: root login ',
  ],
  open: () => message => vsftpdTold(message) ?? pureOrPro(message.slice(0, 1500)) ?? pamTold(message),
}

const pure =
  /^\((\S{1,64})@([^)\s]{1,255})\) \[(?:INFO|NOTICE|WARNING)\] (?:(\S{1,64}) is now logged in|Authentication failed for user \[(.{0,64}?)\]|(\/.{1,1000}) (uploaded|downloaded) {1,2}\((\d{1,15}) bytes,.{0,60}\))$/s
const pro =
  /^(?:\S{1,255} )?\(?[^()\s]{0,255}\[(?:::ffff:)?([\da-fA-F.:]{2,45})\]\)? ?[:-] {0,2}(?:(?:USER|ANON) (.{1,256}?)(?: \(Login failed\): .{1,120}|: (?:(Login successful)\.?|no such user found .{0,200}))|SECURITY VIOLATION: ([Rr]oot) login attempted\.?)$/s

function pureOrPro(text: string): Told | undefined {
  const [whole, user, host, entered, refused, path, deed, size] = pure.exec(text) ?? []
  if (whole !== undefined) {
    const address = addressOf(host)
    if (path !== undefined)
      return deed === 'uploaded'
        ? { verb: 'file', outcome: 'success', user, address, path, bytes: Number(size), method: 'ftp upload' }
        : undefined
    return entered === undefined
      ? { verb: 'login-failed', outcome: 'failure', user: refused, address, method: 'ftp', fold: `ftp ${refused} ${host}` }
      : { verb: 'login', outcome: 'success', user: entered, address, method: 'ftp' }
  }
  const [, address, typed, success, root] = pro.exec(text) ?? []
  const name = typed ?? root?.toLowerCase()
  if (name === undefined) return undefined
  return success === undefined
    ? { verb: 'login-failed', outcome: 'failure', user: name, address: addressOf(address), method: 'ftp', fold: `ftp ${name} ${address}` }
    : { verb: 'login', outcome: 'success', user: name, address: addressOf(address), method: 'ftp' }
}
