// What sshd writes when it lets somebody in: as whom, from where, by what, and with which key.

export interface Accepted {
  readonly user: string
  readonly address: string
  readonly port: number
  /** "publickey", "password", "keyboard-interactive/pam", … */
  readonly method: string
  /** "SHA256:…"; '' when no key was used, or sshd did not say which. */
  readonly fingerprint: string
}

const longest = 1000
// auth_log() of OpenSSH's auth.c. A user's name may hold anything but comes before the last " from ADDRESS port N". Behind it stands what the method has to say:
// a key (before 6.8 with a bare MD5), a certificate (before 7.7 by its name alone), a Kerberos principal, the user and host of a client that is trusted by its host.
const accepted =
  /^(?:[^\]]{0,200}\bsshd(?:-session)?\[\d{1,10}\]: )?Accepted ([\w/-]{1,60}) for (.{1,256}) from ([\da-fA-F:.]{2,45}(?:%\w{1,15})?) port (\d{1,5})(?: ssh2)?(?:: ([\w@./-]{2,200})(?: ((?:SHA256|MD5):\S{20,90}|(?:[\da-f]{2}:){15}[\da-f]{2}))?(?:,? .*)?)?$/

/** Of one message or log line; undefined for every other. */
export function parseAccepted(line: string): Accepted | undefined {
  const [, method = '', user = '', address = '', port = '', , key = ''] = accepted.exec(line.slice(0, longest)) ?? []
  const fingerprint = key.charCodeAt(2) === 58 ? `MD5:${key}` : key
  return method === '' ? undefined : { method, user, address, port: Number(port), fingerprint }
}
