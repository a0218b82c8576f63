// What PostgreSQL says after its level ("LOG:", "FATAL:", "STATEMENT:"): who connected, who was refused, and what statements did outside of the database.
import { sqlDeed, sqlNeedles } from '../sql-deed.ts'
import { addressOf, type MessageKind, type Told } from './kind.ts'

export interface Spoken {
  readonly level: string
  readonly text: string
}

const level = /(?:^|\s)(LOG|FATAL|ERROR|PANIC|WARNING|STATEMENT|DETAIL): {1,2}(.*)$/s

/** The first level of a line is the server's own: nothing that a client says comes before it but names, which cannot hold two blanks after a colon unescaped. */
export function spokenOf(line: string): Spoken | undefined {
  const found = level.exec(line)
  return found === null ? undefined : { level: found[1] ?? '', text: found[2] ?? '' }
}

const received = /^connection received: host=(\S{1,253}) port=(\d{1,5})$/
const authorized = /^connection authorized: user=(.{1,63}?) database=.{1,63}$/
const refused =
  /^(?:password|Peer|Ident|MD5|SCRAM|PAM|LDAP|certificate|GSSAPI|RADIUS|"\w{2,20}") ?(?:authentication)? ?(?:authentication )?failed for user "(.{0,63})"/
const noEntry = /^(?:no pg_hba\.conf entry for|pg_hba\.conf rejects connection for) host "([^"]{1,60})", user "(.{0,63}?)", database "/
const noRole = /^role "(.{1,63})" does not exist$/
const statement = /^(?:duration: [\d.]{1,16} ms {1,2})?(?:statement|execute [^:]{1,80}|parse [^:]{1,80}): (.*)$/s
const failedProgram = /^program "(.{1,2000})" failed$/s
const library = /^could not (?:load library|access file) "([^"]{1,400})"/

export const postgresqlNeedles: readonly string[] = [
  'connection received: host=',
  'connection authorized: user=',
  'authentication failed for user',
  'pg_hba.conf ',
  ' does not exist',
  'statement: ',
  'execute ',
  'statement:  ',
  'program "',
  'could not load library',
  'could not access file',
  'ready to accept connections',
  'was terminated by signal',
  'shutdown request',
  ...sqlNeedles,
]

/** For one session after the other, as a log mixes them: remembers where each came from. */
export class PostgresqlSpeaker {
  private readonly hosts = new Map<number, string>()

  tell({ level, text }: Spoken, pid: number | undefined, user?: string, from?: string): Told | undefined {
    const who = { user, address: addressOf(from) ?? (pid === undefined ? undefined : this.hosts.get(pid)) }
    if (level === 'STATEMENT') return failed(who, sqlDeed(text, 'postgresql'))
    if (level === 'DETAIL') return undefined
    if (level === 'LOG') {
      const [, host, port] = received.exec(text) ?? []
      if (host !== undefined) return this.came(host, Number(port), pid)
      const name = authorized.exec(text)?.[1]
      if (name !== undefined)
        return { verb: 'login', outcome: 'success', ...who, user: name, method: 'postgresql', fold: `postgresql ${name} ${who.address}` }
      const sql = statement.exec(text)?.[1]
      const deed = sql === undefined ? undefined : sqlDeed(sql, 'postgresql')
      if (deed !== undefined) return { ...who, ...deed }
      if (/ready to accept connections$|shutdown request$/.test(text))
        return { verb: 'unit', unit: 'postgresql', method: text.endsWith('request') ? 'stopped' : 'started' }
      return / was terminated by signal \d/.test(text) ? { verb: 'error', method: text.slice(0, 80), fold: 'postgresql crash' } : undefined
    }
    const [, name] = refused.exec(text) ?? noRole.exec(text) ?? []
    if (name !== undefined)
      return {
        verb: 'login-failed',
        outcome: 'failure',
        ...who,
        user: name,
        method: 'postgresql',
        fold: `postgresql ${name} ${who.address}`,
      }
    const [, host, other] = noEntry.exec(text) ?? []
    if (host !== undefined)
      return {
        verb: 'login-failed',
        outcome: 'failure',
        user: other,
        address: addressOf(host),
        method: 'postgresql',
        fold: `postgresql ${other} ${host}`,
      }
    const program = failedProgram.exec(text)?.[1]
    // The words of the server: the program ran, and ended badly.
    if (program !== undefined)
      return {
        ...who,
        ...(sqlDeed(`copy x from program '${program.replaceAll("'", "''")}'`, 'postgresql') ?? { verb: 'command' }),
        command: program,
        outcome: 'failure',
      }
    const path = library.exec(text)?.[1]
    return path === undefined ? undefined : { verb: 'error', ...who, path, method: 'library' }
  }

  private came(host: string, port: number, pid: number | undefined): Told | undefined {
    const address = addressOf(host)
    if (pid !== undefined && address !== undefined) {
      if (this.hosts.size >= 1000) this.hosts.clear()
      this.hosts.set(pid, address)
    }
    return address === undefined || /^(?:127\.|::1$)/.test(address)
      ? undefined
      : { verb: 'connected', address, port, method: 'postgresql', fold: `postgresql ${address}` }
  }
}

function failed(who: Partial<Told>, deed: Told | undefined): Told | undefined {
  return deed === undefined ? undefined : { ...who, ...deed, outcome: 'failure' }
}

/** As it comes by syslog and the journal: "[3-1] user@db LOG:  …". */
export const postgresqlMessages: MessageKind = {
  programs: ['postgres', 'postgresql'],
  needles: postgresqlNeedles,
  open() {
    const speaker = new PostgresqlSpeaker()
    return (message, pid) => {
      const spoken = spokenOf(message.slice(0, 8000))
      return spoken && speaker.tell(spoken, pid)
    }
  },
}
