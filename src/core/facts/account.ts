// Who may enter: users, groups, password states, sudo rules, keys, and who did enter.
import type { EntityId } from '../entity.ts'
import type { Instant } from '../instant.ts'

export interface User {
  readonly id: EntityId<'user'>
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly gecos: string
  readonly home: string
  /** Exactly as in the file: a trailing space is part of it. */
  readonly shell: string
  /** /etc/passwd and its line. */
  readonly path: string
  readonly line: number
  /** From shadow: never the hash itself. */
  readonly password: 'empty' | 'locked' | 'set' | 'unknown'
  /** Hash scheme such as "yescrypt", "sha512crypt"; undefined when there is none. */
  readonly scheme?: string | undefined
  /** Days since 1970 of the last change. */
  readonly changedDay?: number | undefined
  readonly groups: readonly string[]
}

export interface SudoRule {
  readonly path: string
  readonly line: number
  readonly who: string
  readonly text: string
  readonly noPassword: boolean
  /** May run anything as anyone. */
  readonly all: boolean
  /** Permission bits of the file, when they were read. */
  readonly mode?: number | undefined
}

export interface SshKey {
  readonly id: EntityId<'key'>
  /** The authorized_keys file. */
  readonly path: string
  readonly line: number
  /** The account it opens. */
  readonly user: string
  readonly type: string
  /** "SHA256:…" as ssh-keygen prints it. */
  readonly fingerprint: string
  /** The last 40 base64 characters of the key itself, padding left off: who carries these carries this key. */
  readonly tail?: string | undefined
  readonly comment: string
  /** Options before the key such as command="…". */
  readonly options: string
  /** What the option command="…" runs, unquoted. */
  readonly command?: string | undefined
  /** The file also holds bytes that no text has, as a database dump written over it leaves. */
  readonly amidBinary?: boolean | undefined
}

export interface SshdSetting {
  readonly path: string
  readonly line: number
  /** Lower-case keyword. */
  readonly key: string
  readonly value: string
  /** The Match condition it stands under, '' for global. */
  readonly match: string
}

/** One time that sshd let somebody in, as it wrote down itself. */
export interface SshLogin {
  /** The log. */
  readonly path: string
  readonly user: string
  readonly address: string
  readonly port: number
  readonly method: string
  /** "SHA256:…" of the key; '' when there was none. */
  readonly fingerprint: string
  /** Only where the record tells its time zone. */
  readonly at?: Instant | undefined
}

export interface Login {
  /** utmp, wtmp, btmp or lastlog. */
  readonly source: 'utmp' | 'wtmp' | 'btmp' | 'lastlog'
  readonly path: string
  readonly type: 'boot' | 'login' | 'logout' | 'failed' | 'runlevel' | 'time' | 'other'
  readonly user: string
  readonly tty: string
  readonly host: string
  readonly address: string
  readonly pid: number
  readonly at?: Instant | undefined
}
