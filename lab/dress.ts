// What a host is before it boots: its accounts, its settings and services, and the logs of the days before.
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
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
import { type Past, pastLogs } from './past.ts'
import { node, project } from './places.ts'

export interface Dress {
  readonly root: string
  write(
    path: string,
    content: string | Uint8Array,
    options?: { readonly mode?: number; readonly owner?: number; readonly mtime?: Date },
  ): void
  append(path: string, text: string): void
  /** Gives a file or folder to an account, and not what is in it. */
  own(path: string, uid: number): void
  /** Adds an account with a home, or changes the password of one that is there. Leaves no line in any log. */
  account(name: string, password?: string): void
  /** A system account without login. */
  daemon(name: string, home: string): void
  /** Makes a key pair of somebody outside; the same name is that key in the stage. */
  key(name: string, comment: string): Key
  /** Authorises a public key for an account. */
  trust(user: string, key: Key): void
  /** A service played by a program of lab/toys, which is called and runs like the real one. */
  toy(toy: Toy): void
  /** Node for programs of the host's owner. */
  runtime(path: string): void
  /** Starts at boot. */
  enable(...units: readonly string[]): void
  sshd(...lines: readonly string[]): void
  zone(name: string): void
  /** Writes auth.log of earlier days, with its rotations. */
  logins(past: Past): void
}

export interface Key {
  readonly public: string
  readonly fingerprint: string
}

export interface Toy {
  /** Name of its unit, without ".service". */
  readonly unit: string
  readonly user: string
  /** Where its program lies, "/usr/lib/jvm/…/bin/java", and what its command line says. */
  readonly exe: string
  readonly title: string
  /** Its working directory; the program of lab/toys is put there. */
  readonly home: string
  readonly play: string
  readonly env?: Readonly<Record<string, string>>
}

export function dressOf(root: string): Dress {
  const at = (path: string): string => join(root, path)
  const dress: Dress = {
    root,
    write: (path, content, { mode = 0o644, owner = 0, mtime } = {}) => {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), content, { mode })
      chownSync(at(path), owner, owner)
      chmodSync(at(path), mode)
      if (mtime !== undefined) utimesSync(at(path), mtime, mtime)
    },
    append: (path, text) => appendFileSync(at(path), text),
    own: (path, uid) => chownSync(at(path), uid, uid),
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
    daemon: (name, home) => {
      const uid = 200 + readFileSync(at('/etc/passwd'), 'utf8').split('\n').length
      dress.append('/etc/passwd', `${name}:x:${uid}:${uid}::${home}:/usr/sbin/nologin\n`)
      dress.append('/etc/group', `${name}:x:${uid}:\n`)
      dress.append('/etc/shadow', `${name}:!:20300::::::\n`)
      mkdirSync(at(home), { recursive: true })
      chownSync(at(home), uid, uid)
    },
    key: (name, comment) => {
      const folder = join(root, '../stage')
      mkdirSync(folder, { recursive: true, mode: 0o755 })
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', join(folder, name)])
      const told = execFileSync('ssh-keygen', ['-lf', join(folder, `${name}.pub`)], { encoding: 'utf8' })
      return { public: readFileSync(join(folder, `${name}.pub`), 'utf8').trim(), fingerprint: told.split(' ')[1] ?? '' }
    },
    trust: (user, key) => {
      const { uid, home } = accountIn(at('/etc/passwd'), user)
      const folder = at(`${home}/.ssh`)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      appendFileSync(`${folder}/authorized_keys`, `${key.public}\n`, { mode: 0o600 })
      for (const path of [folder, `${folder}/authorized_keys`]) chownSync(path, uid, uid)
    },
    toy: ({ unit, user, exe, title, home, play, env = {} }) => {
      if (user !== 'root') dress.daemon(user, home)
      dress.runtime(exe)
      dress.write(`${home}/server.ts`, readFileSync(join(project, 'lab/toys', `${play}.ts`)))
      const set = Object.entries({ ...env, TITLE: title, HOME: home }).map(([name, value]) => `Environment="${name}=${value}"`)
      const start = `ExecStart=${exe} --disable-warning=ExperimentalWarning ${home}/server.ts`
      const lines = [
        '[Unit]',
        `Description=${unit}`,
        'After=network.target',
        '',
        '[Service]',
        `User=${user}`,
        `WorkingDirectory=${home}`,
        ...set,
        start,
      ]
      dress.write(`/etc/systemd/system/${unit}.service`, `${lines.join('\n')}\n\n[Install]\nWantedBy=multi-user.target\n`)
      dress.enable(`${unit}.service`)
    },
    runtime: path => {
      mkdirSync(dirname(at(path)), { recursive: true })
      copyFileSync(node, at(path))
    },
    enable: (...units) => void execFileSync('systemctl', ['--root', root, '--quiet', 'enable', ...units]),
    sshd: (...lines) => dress.write('/etc/ssh/sshd_config.d/site.conf', `${lines.join('\n')}\n`),
    zone: name => {
      if (existsSync(at('/etc/localtime'))) unlinkSync(at('/etc/localtime'))
      symlinkSync(`/usr/share/zoneinfo/${name}`, at('/etc/localtime'))
      dress.write('/etc/timezone', `${name}\n`)
    },
    logins: past => {
      for (const { path, content, mtime } of pastLogs(past)) dress.write(path, content, { mode: 0o640, mtime })
    },
  }
  // A wrong password costs two seconds otherwise, which would only make the lab slow.
  dress.write(
    '/etc/pam.d/common-auth',
    readFileSync(at('/etc/pam.d/common-auth'), 'utf8').replace(/pam_unix\.so nullok$/m, 'pam_unix.so nullok nodelay'),
  )
  return dress
}

function accountIn(passwd: string, name: string): { readonly uid: number; readonly home: string } {
  const line = readFileSync(passwd, 'utf8')
    .split('\n')
    .find(one => one.startsWith(`${name}:`))
  const [, , uid = '0', , , home = '/root'] = line?.split(':') ?? []
  return { uid: Number(uid), home }
}
