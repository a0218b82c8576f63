// Who really wrote a message of the journal: the kernel tells journald, whatever name the writer gives himself.

export interface Writer {
  /**
   * own: the kernel, root, or the very program from a directory of the system · other: a program of another name, under another account · unproven: an ordinary
   * account whose program was gone before journald could look, or the output of a container.
   */
  readonly standing: 'own' | 'other' | 'unproven'
  /** The program's path; '' when it is not known. */
  readonly exe: string
}

const systemPlaces = /^\/(?:usr\/(?:local\/)?)?(?:s?bin|lib(?:exec)?(?:32|64)?(?:\/[\w.-]{1,40}){0,2})\//
/** Names under which a program writes that is called otherwise. */
const aliases: Readonly<Record<string, RegExp>> = {
  CRON: /^(?:cron|crond|anacron)$/,
  crond: /^(?:cron|crond)$/,
  'sshd-session': /^sshd/,
  'sshd-auth': /^sshd/,
  systemd: /^systemd/,
}

export function journalWriter(program: string, fields: ReadonlyMap<string, string>): Writer {
  const exe = (fields.get('_EXE') ?? '').replace(/ \(deleted\)$/, '')
  if (fields.has('CONTAINER_ID')) return { standing: 'unproven', exe }
  if (program === 'kernel') return { standing: fields.get('_TRANSPORT') === 'kernel' || fields.get('_UID') === '0' ? 'own' : 'other', exe }
  if (fields.get('_UID') === '0' || fields.get('_TRANSPORT') === 'kernel' || fields.get('_TRANSPORT') === 'audit')
    return { standing: 'own', exe }
  if (exe === '') return { standing: 'unproven', exe }
  const name = exe.slice(exe.lastIndexOf('/') + 1)
  const called =
    name === program || name.startsWith(`${program}-`) || program.startsWith(`${name}-`) || aliases[program]?.test(name) === true
  return { standing: called && systemPlaces.test(exe) ? 'own' : 'other', exe }
}
