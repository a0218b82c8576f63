// The log file of Redis and Valkey.
import type { LineFormat } from '../../core/log-format.ts'
import { type Headed, headedReader, shareOf } from './marks.ts'
import { redisMessages, redisPrefix } from './messages/redis.ts'
import { bsdStamp, dayMonthStamp } from './record-time.ts'

export function redisHead(line: string): Headed | undefined {
  const found = redisPrefix.exec(line)
  if (found === null) return undefined
  const [whole, bare, pid, stamp = ''] = found
  const time = (dayMonthStamp(stamp) ?? bsdStamp(stamp.replace(/^(\d\d) ([A-Z][a-z]{2}) /, '$2 $1 ')))?.time
  return time && { time, pid: Number(bare ?? pid), program: 'redis', message: line.slice(whole.length) }
}

export const redisLog: LineFormat = {
  id: 'redis-log',
  summary: {
    zh: 'Redis 日志:主从、模块、写盘与攻击提示',
    en: 'log of Redis: replication, modules, writing to disk, and its own warnings of attacks',
  },
  techniques: ['T1190', 'T1053.003', 'T1105'],
  references: [
    'https://github.com/redis/redis/blob/7.0/src/server.c',
    'https://github.com/redis/redis/blob/7.0/src/replication.c',
    'https://github.com/redis/redis/blob/7.0/src/rdb.c',
  ],
  form: 'lines',
  source: 'redis',
  trust: 'service',
  paths: [
    '/var/log/redis/*.log',
    '/var/log/redis*.log',
    '/var/log/valkey/*.log',
    '/usr/local/redis/*.log',
    '/usr/local/redis/log/*.log',
    '/data/redis/*.log',
    '/www/server/redis/*.log',
    '/var/lib/redis/*.log',
  ],
  needles: redisMessages.needles,
  recognise: text => 0.95 * shareOf(text, line => redisHead(line) !== undefined),
  open() {
    const speak = redisMessages.open()
    // What has no head is a crash report or a banner, which may hold what clients sent.
    return headedReader(redisHead, (message, isHeaded) => (isHeaded ? speak(message, undefined, 'redis') : undefined))
  },
}
