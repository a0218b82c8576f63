// A running Redis whose dump was pointed at cron jobs or keys: unless it saves elsewhere, all that is cut out there is back in seconds.
import { entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import { isGap } from '../core/gap.ts'
import { type Draft, type Ground, reasons, text } from './plan-draft.ts'

const server = /\/(?:redis|valkey|keydb)-server$/
/** Where it may save instead, the first that there is; under a name of our own, so that no older dump of the owner is written over. */
const homes = ['/var/lib/redis', '/var/lib/valkey', '/var/lib/keydb', '/var/tmp']
const file = 'saved-during-cleaning.rdb'

/** `disarmed`: the paths that other steps cut entries out of. CONFIG SET dir makes it the working directory: that is how its writer is known. */
export function dumpDrafts(disarmed: ReadonlySet<string>, ground: Ground): readonly Draft[] {
  const { facts, host, accused } = ground
  const dumps = facts.autostarts.filter(e => e.kind === 'redis-dump' && e.extent === 'file' && (accused.has(e.id) || disarmed.has(e.path)))
  const directory = homes.find(path => isDirectory(path, ground)) ?? '/var/tmp'
  return dumps.flatMap(({ id, path }) => {
    const writers = facts.processes.filter(p => isWriter(p, path))
    return writers.flatMap((process): readonly Draft[] => {
      const port = facts.sockets.find(s => s.protocol === 'tcp' && s.state === 'LISTEN' && s.owners.includes(process.id))?.local.port
      if (port === undefined || host.origin.kind === 'disk') return []
      const findings = [id, ...facts.autostarts.filter(e => e.path === path).map(e => e.id)].flatMap(one => accused.get(one) ?? [])
      return [
        {
          stage: 'disarm',
          action: 'redirect-dump',
          target: entity('file', path),
          because: reasons(findings, ground),
          risk: 'disruptive',
          reversible: true,
          title: text(
            `让 ${process.name}(${process.pid},端口 ${port})改存到 ${directory}/${file},不再写 ${path}`,
            `have ${process.name} (${process.pid}, port ${port}) save to ${directory}/${file} instead of ${path}`,
          ),
          cost: text(
            '它继续服务,数据不变;配置文件不动,重启后按配置文件存盘。攻击者写入的键仍在其中,请随后删除并设置口令。',
            'It goes on serving, and its data stays; its configuration file is not touched and holds again after a restart. The keys that the intruder set are still in it: remove them, and set a password.',
          ),
          undoing: text('恢复它原来的存盘位置。', 'It saves again to where it did.'),
          before: `${process.pid}@${process.startTicks} ${path}`,
          detail: { port, path, directory, file },
        },
      ]
    })
  })
}

function isWriter({ exe, container, root, cwd }: Process, path: string): boolean {
  return (
    exe !== undefined &&
    server.test(exe.path) &&
    container === undefined &&
    root === undefined &&
    cwd === path.slice(0, path.lastIndexOf('/'))
  )
}

function isDirectory(path: string, { host }: Ground): boolean {
  const stat = host.files.lstat(path)
  return !isGap(stat) && stat.type === 'directory'
}
