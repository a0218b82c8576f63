// The root file system that every lab host starts from: made once by debootstrap, then kept.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must } from './command.ts'
import { cache, makePlaces } from './places.ts'

const suite = 'bookworm'
const mirror = 'http://deb.debian.org/debian'

/** A small Debian server as one finds it, plus what the scenarios lean on; libatomic1 is for davylamp's Node. */
const packages = [
  'systemd-sysv',
  'dbus',
  'cron',
  'openssh-server',
  'rsyslog',
  'iproute2',
  'procps',
  'nftables',
  'libatomic1',
  'at',
  'anacron',
  'e2fsprogs',
  'sudo',
  'ca-certificates',
]

/** Services through which the intruders of lab/incidents come in; they start only where they are wanted. */
const doors = [
  'nginx',
  'postgresql',
  'redis-server',
  'fcgiwrap',
  'php-fpm',
  'php-cli',
  'curl',
  'wget',
  'openssh-client',
  'libpam-systemd',
  'libfaketime',
]

/** What a host has besides: a business, doors, or doors that fewer hosts have. */
const more = {
  plain: [],
  business: ['nginx', 'postgresql'],
  doors,
  workshop: [...doors, 'mariadb-server', 'python3-pip'],
} satisfies Readonly<Record<string, readonly string[]>>

export type ImageKind = keyof typeof more

const kinds = Object.keys(more) as ImageKind[]

function packagesOf(kind: ImageKind): readonly string[] {
  return [...packages, ...more[kind]]
}

function nameOf(kind: ImageKind): string {
  const list = JSON.stringify([suite, mirror, packagesOf(kind), 2])
  return `image-${createHash('sha256').update(list).digest('hex').slice(0, 12)}`
}

/** Whether it was made already. */
export function hasImage(kind: ImageKind = 'plain'): boolean {
  return existsSync(join(cache, nameOf(kind)))
}

const making = new Map<ImageKind, Promise<string>>()

/** Path of the image; the first call takes about a minute, and others wait for it. */
export function image(kind: ImageKind = 'plain'): Promise<string> {
  const known = making.get(kind) ?? make(kind)
  making.set(kind, known)
  return known
}

async function make(kind: ImageKind): Promise<string> {
  makePlaces()
  const root = join(cache, nameOf(kind))
  if (existsSync(root)) return root
  const partial = join(cache, `partial-${kind}-${process.pid}`)
  process.stderr.write('lab: making the image (once, about a minute)…\n')
  try {
    await must('debootstrap', ['--variant=minbase', `--include=${packagesOf(kind).join(',')}`, suite, partial, mirror], {
      timeoutMs: 900_000,
    })
    polish(partial)
    const here = asleep.filter(unit => kind === 'workshop' || unit !== 'mariadb')
    if (kind === 'doors' || kind === 'workshop') await must('systemctl', ['--root', partial, '--quiet', 'disable', ...here])
    if (existsSync(root)) return root
    renameSync(partial, root)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
  return root
}

/** Units of the image with the doors that do not start by themselves. */
const asleep = ['nginx', 'postgresql', 'redis-server', 'fcgiwrap.socket', 'fcgiwrap', 'php8.2-fpm', 'mariadb']

/** apt keeps what it fetched until somebody cleans up: of that, the package whose commands intruders replace most is left here. */
const keptArchive = /^procps_/

function polish(root: string): void {
  const archives = join(root, 'var/cache/apt/archives')
  for (const name of readdirSync(archives)) if (!keptArchive.test(name)) rmSync(join(archives, name), { recursive: true, force: true })
  rmSync(join(root, 'var/lib/apt/lists'), { recursive: true, force: true })
  for (const directory of ['var/cache/apt/archives', 'var/lib/apt/lists']) mkdirSync(join(root, directory, 'partial'), { recursive: true })
  truncateSync(join(root, 'etc/machine-id'), 0)
  writeFileSync(join(root, 'etc/resolv.conf'), 'nameserver 10.77.0.1\n')
}

/** Images of older package lists. */
export function oldImages(): string[] {
  if (!existsSync(cache)) return []
  return readdirSync(cache)
    .filter(name => name.startsWith('image-') && kinds.every(kind => name !== nameOf(kind)))
    .map(name => join(cache, name))
}
