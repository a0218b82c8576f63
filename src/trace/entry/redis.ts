// Redis without a password: its own dump written as a crontab or a key file, a module loaded, or Lua left.
import type { HostEvent } from '../../core/event.ts'
import type { Clues, Observation } from '../../core/trace.ts'
import { minute, msOf } from '../reckoning.ts'
import { before, idsOf, text } from './asking.ts'
import { inLogOf, isAttackOf, isOutputIn } from './attacks.ts'
import { serviceWay } from './service-way.ts'

/** Its dump was written to disk at the very moment at which the malware came. */
function* savedBefore(clues: Clues): Generator<Observation> {
  const { anchor } = clues
  const saves =
    anchor === undefined
      ? []
      : before(clues, e => e.source === 'redis' && e.verb === 'file' && Math.abs(msOf(anchor.at) - msOf(e.until ?? e.at)) <= 1.5 * minute)
  if (saves.length > 0)
    yield {
      id: 'saved-before',
      answer: 'seen',
      text: text('恶意程序出现的同时 Redis 正在写盘', 'Redis wrote its dump to disk when the malware came'),
      events: idsOf(saves),
    }
}

/** A line for cron or a shell stands in its data: somebody put it there, whether or not it ever came to a file that is run. */
function* valueLeft({ standing }: Clues): Generator<Observation> {
  const own = standing.remains.filter(r => r.key === 'redis-value')
  if (own.length > 0)
    yield {
      id: 'value-left',
      answer: 'seen',
      text: text(
        `Redis 自身的数据里有植入的命令(${own[0]?.value})`,
        `the data of Redis hold commands that somebody put there (${own[0]?.value})`,
      ),
      events: [...new Set(own.flatMap(r => r.findings))],
    }
}

/** A save that failed brought nothing, unless one succeeded after it. */
function mayHaveWorked(e: HostEvent, { events }: Clues): boolean {
  if (e.outcome !== 'failure') return true
  const until = e.until ?? e.at
  return events.some(
    o => o.source === 'redis' && o.method === 'save' && o.outcome === 'success' && o.at >= until && msOf(o.at) - msOf(until) <= 10 * minute,
  )
}

export const redis = serviceWay({
  id: 'redis',
  summary: text('经未授权的 Redis 入侵', 'in through a Redis that asks nobody for a password'),
  techniques: ['T1190', 'T1053.003'],
  references: ['https://redis.io/docs/latest/operate/oss_and_stack/management/security/'],
  title: text('未授权的 Redis', 'Redis without a password'),
  name: { zh: 'Redis', en: 'Redis' },
  services: /^(?:redis|valkey)|^port-6379$/,
  lineage: /\b(?:redis|valkey)/,
  variables: /^REDIS_/,
  accounts: /^(?:redis|valkey)$/,
  places: /^\/(?:var\/lib\/redis|etc\/redis)\//,
  ports: [6379, 6380],
  witnesses: ['redis'],
  attack: e => isAttackOf(/^redis-/)(e) || (inLogOf('redis', ['configured'])(e) && e.method === 'replicaof') || isOutputIn('redis')(e),
  remains: ['redis-dump'],
  openBy: /^redis\.(?:protected-mode=no|requirepass=$)/,
  plausible: mayHaveWorked,
  *more(clues) {
    yield* savedBefore(clues)
    yield* valueLeft(clues)
  },
  collect: [
    text(
      '保存 Redis 数据目录(dump.rdb、appendonly)与 redis.conf,检查其中是否有含 cron 行或公钥的键',
      'keep the data directory of Redis (dump.rdb, appendonly) and redis.conf: look for keys that hold cron lines or public keys',
    ),
    text('查看防火墙或安全组记录:谁连接过 6379 端口', 'ask the firewall or the security group who spoke to port 6379'),
  ],
  close: [
    {
      id: 'redis-closed-to-net',
      title: text(
        '让 Redis 只监听本机或内网,并设置口令(requirepass 或 ACL)',
        'let Redis listen on this host or the inner network only, and set a password (requirepass or ACL)',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'redis-no-config',
      title: text(
        '禁用 CONFIG、MODULE、REPLICAOF(rename-command 或 ACL),并以专用账户运行',
        'forbid CONFIG, MODULE and REPLICAOF (rename-command or ACL), and run it as an account of its own',
      ),
      targets: [],
      by: 'day',
    },
  ],
})
