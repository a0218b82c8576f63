// Steps that tell running daemons what was taken away: they go by what they have read, and would start it once more.
import { entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { Facts } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import type { Advice } from '../core/plan.ts'
import { some } from '../core/some.ts'
import { othersIn } from './guards/shared-unit.ts'
import { type Draft, type Ground, text } from './plan-draft.ts'
import { exeKey } from './plan-processes.ts'

/** What the first process reads: units and what generators make units from, the table of init. */
const ofInit =
  /^\/(?:etc|run|usr\/lib|lib|usr\/local\/lib)\/systemd\/(?:system|transient|generator|system\.conf)|^\/etc\/(?:init\.d|rc\w?\.d|rc\d\.d|inittab|rc\.local|rc\.d)(?:\/|$)/
/** What the managers of users read, in a home or for all. */
const ofUsers = /\/systemd\/user(?:[./]|$)|^\/(?:etc|usr\/lib|lib)\/systemd\/user|\/autostart\/[^/]+\.desktop$|^\/run\/user\/\d+\/systemd\//
const unitName = /\/([\w@:.\\-]+\.(?:service|timer|path|socket))$/
const inits = new Set(['systemd', 'init', 'upstart', 'busybox', 'openrc-init'])
const systemPlaces = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
]

/** Daemons that read again on SIGHUP, by the kind of entry that they go by; all others read when the entry counts. */
const daemons: Readonly<Record<string, RegExp>> = {
  inetd: /^(?:openbsd-|inetutils-)?inetd$/,
  xinetd: /^xinetd$/,
  monit: /^monit$/,
  'sshd-command': /^sshd$/,
}

/** What no signal does, and what would stop more than it tells, is left to a person. */
const commands: Readonly<Record<string, string>> = {
  'ld-so-conf': 'ldconfig',
  'initramfs-hook': 'update-initramfs -u -k all',
  grub: 'update-grub',
  supervisord: 'supervisorctl update',
  pm2: 'pm2 list',
  'php-prepend': 'systemctl reload "php*-fpm"',
  'sshd-command': 'sshd -t && systemctl reload ssh',
}

/** `reload` goes behind everything that is disarmed, `stop` behind everything that is ended. */
export function reloadDrafts(disarmed: readonly Draft[], killed: ReadonlySet<string>, ground: Ground): readonly Draft[] {
  if (ground.host.origin.kind === 'disk') return []
  const managers = [...new Set(disarmed.flatMap(draft => managersOf(pathOf(draft), ground.facts)))]
  const listeners = [...new Set(disarmed.flatMap(draft => listenersOf(draft, ground)))]
  const units = unitsOf(disarmed, killed, ground)
  const because = some([...new Set(disarmed.filter(d => concerns(d, ground)).flatMap(d => d.because))])
  if (because === undefined || managers.length + listeners.length === 0) return []
  const common = { target: entity('host', 'local'), because, before: '' } as const
  const whom = [
    ...managers.map(m =>
      m === 'system' ? text('系统的服务管理器', 'the service manager') : text(`用户 ${m} 的服务管理器`, `the service manager of uid ${m}`),
    ),
    ...listeners.map(({ name, pid }) => text(`${name}(${pid})`, `${name} (${pid})`)),
  ]
  const reload: Draft = {
    ...common,
    stage: 'disarm',
    action: 'reload-services',
    risk: 'safe',
    reversible: true,
    undoneLast: true,
    title: text(`让${whom.map(w => w.zh).join('、')}重新读取配置`, `have ${whom.map(w => w.en).join(', ')} read the configuration again`),
    cost: text(
      '已移除的单元不会再被拉起;正在运行的其他服务不受影响。',
      'What was taken away is not started again; other services run on as they are.',
    ),
    undoing: text(
      '文件放回之后再重新读取一次;服务恢复为启用状态,但不会自动启动。',
      'Once the files are back it is read again: units are enabled as before, but none is started.',
    ),
    detail: {
      managers,
      units,
      pids: listeners.map(p => p.pid),
      startTicks: listeners.map(p => p.startTicks),
      exes: listeners.map(exeKey),
    },
  }
  if (units.length === 0) return [reload]
  const names = units.map(u => u.slice(u.indexOf(' ') + 1)).join(', ')
  const stop: Draft = {
    ...common,
    stage: 'kill',
    action: 'stop-units',
    risk: 'destructive',
    reversible: false,
    title: text(`停止并清除内存中的单元:${names}`, `stop the units that are still in memory: ${names}`),
    cost: text(
      '这些单元的文件已移走,定时器不再触发,失败记录被清除。',
      'Their files are gone; timers no longer fire, and their failure is forgotten.',
    ),
    undoing: text(
      '无法撤销:放回文件后单元恢复启用,但不会自动启动。',
      'It cannot be undone: with its file back a unit is enabled again, but not started.',
    ),
    detail: { units },
  }
  return [reload, stop]
}

/** Commands for what cannot be told from here. */
export function rereadAdvice(drafts: readonly Draft[], ground: Ground): readonly Advice[] {
  const disarmed = drafts.filter(d => d.action === 'disarm-autostart')
  const untold = disarmed.filter(d => commands[kindOf(d)] !== undefined && listenersOf(d, ground).length === 0)
  return [...Map.groupBy(untold, kindOf)].map(([kind, list]) => ({
    title: text(
      `使已解除的改动在运行中的程序里生效(${list.map(pathOf).join('、')})`,
      `make running programs follow what was disarmed (${list.map(pathOf).join(', ')})`,
    ),
    targets: list.map(d => d.target),
    command: commands[kind],
  }))
}

function kindOf({ detail }: Draft): string {
  return String(detail['kind'] ?? '')
}

function pathOf({ detail }: Draft): string {
  return String(detail['path'] ?? '')
}

function concerns(draft: Draft, ground: Ground): boolean {
  return managersOf(pathOf(draft), ground.facts).length + listenersOf(draft, ground).length > 0
}

function programOf({ exe, name }: Process): string {
  return exe === undefined ? name : exe.path.slice(exe.path.lastIndexOf('/') + 1)
}

function managersOf(path: string, { processes, users }: Facts): readonly string[] {
  const first = processes.find(p => p.pid === 1)
  if (ofUsers.test(path)) {
    const owner = users.find(u => u.home.length > 1 && path.startsWith(`${u.home}/`))?.uid ?? /^\/run\/user\/(\d+)\//.exec(path)?.[1]
    const running = processes.filter(p => programOf(p) === 'systemd' && p.pid !== 1 && p.argv.includes('--user'))
    return [...new Set(running.map(p => p.uid).filter(uid => owner === undefined || uid === Number(owner)))].map(String)
  }
  return ofInit.test(path) && first !== undefined && inits.has(programOf(first)) ? ['system'] : []
}

function listenersOf(draft: Draft, { facts, host, accused }: Ground): readonly Process[] {
  const kind = kindOf(draft)
  const program = daemons[kind]
  const running = program === undefined ? [] : facts.processes.filter(p => program.test(programOf(p)) && !accused.has(p.id))
  // The first of its kind: what it has started serves one connection each.
  const daemon = running.find(p => p.container === undefined && !running.some(q => q.pid === p.ppid))
  if (daemon === undefined) return []
  if (kind !== 'sshd-command') return [daemon]
  // sshd ends when it cannot read its configuration. It has read this one only if it was started after the last change.
  const stat = host.files.stat(pathOf(draft))
  const isRead = !isGap(stat) && stat.mtime !== undefined && daemon.startedAt !== undefined && stat.mtime < daemon.startedAt
  return isRead ? [daemon] : []
}

/** Units whose file goes, with none of the same name behind it, and in whose group nobody else runs. */
function unitsOf(disarmed: readonly Draft[], killed: ReadonlySet<string>, { facts, host }: Ground): readonly string[] {
  const gone = new Set(disarmed.filter(d => d.detail['whole'] === true).map(pathOf))
  return [...gone].flatMap(path => {
    const name =
      unitName.exec(path)?.[1] ??
      (/^\/etc\/(?:init\.d|rc\.d)\/[\w.-]+$/.test(path) ? `${path.slice(path.lastIndexOf('/') + 1)}.service` : undefined)
    if (name === undefined || /\.(?:wants|requires|upholds)\//.test(path)) return []
    const others = systemPlaces.map(place => `${place}/${name}`).filter(other => !gone.has(other) && !isSameFile(other, path, gone))
    const isSystem = ofInit.test(path)
    if (isSystem && others.some(other => !isGap(host.files.lstat(other)))) return []
    if (othersIn(name, facts, id => killed.has(id)).length > 0) return []
    return managersOf(path, facts).map(manager => `${manager} ${name}`)
  })
}

/** /lib is /usr/lib where /usr is merged. */
function isSameFile(one: string, other: string, gone: ReadonlySet<string>): boolean {
  const merged = one.startsWith('/lib/') ? `/usr${one}` : one.startsWith('/usr/lib/') ? one.slice(4) : one
  return merged === other || gone.has(merged)
}
