// What a host is before it boots: its accounts, its settings and services, and the logs of the days before.
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Past, pastLogins } from './past.ts'

export interface Dress {
  readonly root: string
  write(
    path: string,
    content: string | Uint8Array,
    options?: { readonly mode?: number; readonly owner?: number; readonly mtime?: Date },
  ): void
  append(path: string, text: string): void
  /** Adds an account with a home, or changes the password of one that is there. Leaves no line in any log. */
  account(name: string, password?: string): void
  /** Authorises a public key for an account. */
  trust(user: string, publicKey: string): void
  /** Starts at boot. */
  enable(...units: readonly string[]): void
  sshd(...lines: readonly string[]): void
  zone(name: string): void
  /** Writes auth.log of earlier days, with its rotations. */
  logins(past: Past): void
}

export function dressOf(root: string): Dress {
  const at = (path: string): string => join(root, path)
  const dress: Dress = {
    root,
    write: (path, content, { mode = 0o644, owner = 0, mtime } = {}) => {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), content, { mode })
      chownSync(at(path), owner, owner)
      if (mtime !== undefined) utimesSync(at(path), mtime, mtime)
    },
    append: (path, text) => appendFileSync(at(path), text),
    account: (name, password) => {
      const shadow = readFileSync(at('/etc/shadow'), 'utf8')
      const hash = password === undefined ? '!' : execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim()
      if (shadow.includes(`\n${name}:`) || shadow.startsWith(`${name}:`)) {
        writeFileSync(at('/etc/shadow'), shadow.replace(new RegExp(`^${name}:[^:]*:`, 'm'), `${name}:${hash}:`))
        return
      }
      const uid =
        1000 +
        readFileSync(at('/etc/passwd'), 'utf8')
          .split('\n')
          .filter(line => /^[^:]+:x:1\d\d\d:/.test(line)).length
      dress.append('/etc/passwd', `${name}:x:${uid}:${uid}:,,,:/home/${name}:/bin/bash\n`)
      dress.append('/etc/group', `${name}:x:${uid}:\n`)
      dress.append('/etc/shadow', `${name}:${hash}:20300:0:99999:7:::\n`)
      mkdirSync(at(`/home/${name}`), { recursive: true, mode: 0o755 })
      for (const file of ['.bashrc', '.profile'])
        if (existsSync(at(`/etc/skel/${file}`))) copyFileSync(at(`/etc/skel/${file}`), at(`/home/${name}/${file}`))
      for (const file of ['', '/.bashrc', '/.profile']) chownSync(at(`/home/${name}${file}`), uid, uid)
    },
    trust: (user, publicKey) => {
      const [, , uid = '0', , , home = '/root'] =
        readFileSync(at('/etc/passwd'), 'utf8')
          .split('\n')
          .find(line => line.startsWith(`${user}:`))
          ?.split(':') ?? []
      const folder = at(`${home}/.ssh`)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      appendFileSync(`${folder}/authorized_keys`, `${publicKey.trim()}\n`, { mode: 0o600 })
      for (const path of [folder, `${folder}/authorized_keys`]) chownSync(path, Number(uid), Number(uid))
    },
    enable: (...units) => void execFileSync('systemctl', ['--root', root, '--quiet', 'enable', ...units]),
    sshd: (...lines) => dress.write('/etc/ssh/sshd_config.d/site.conf', `${lines.join('\n')}\n`),
    zone: name => {
      if (existsSync(at('/etc/localtime'))) unlinkSync(at('/etc/localtime'))
      symlinkSync(`/usr/share/zoneinfo/${name}`, at('/etc/localtime'))
      dress.write('/etc/timezone', `${name}\n`)
    },
    logins: past => {
      for (const { path, content, mtime } of pastLogins(past)) dress.write(path, content, { mode: 0o640, mtime })
    },
  }
  // A wrong password costs two seconds otherwise, which would only make the lab slow.
  dress.write(
    '/etc/pam.d/common-auth',
    readFileSync(at('/etc/pam.d/common-auth'), 'utf8').replace(/pam_unix\.so nullok$/m, 'pam_unix.so nullok nodelay'),
  )
  return dress
}
