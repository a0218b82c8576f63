// Signs that somebody took records away: emptied, cut, edited or missing files, links to /dev/null, silences that others of the same host do not share.
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import type { LogSource } from '../../core/log-format.ts'
import type { Text } from '../../core/text.ts'
import type { ChainRead, FileRead, MsSpan } from './read-chain.ts'
import type { LogSettings } from './rotation-rules.ts'
import { silentSpans, speaksIn, thresholdOf } from './silences.ts'

const hour = 3_600_000
const day = 24 * hour
/** Birth times before this are none: images built to be reproducible carry 1970 or the like. */
const earliestBirth = Date.UTC(2005, 0)
/** cron alone makes a line an hour. */
const leastCut = 3 * hour
/** A syslog daemon writes a line within moments of its time; a file that changed this much later was changed by somebody else. */
const lateChange = 30 * 60_000

export interface Damage {
  readonly kind: 'to-null' | 'missing' | 'emptied' | 'cut' | 'edited' | 'removed' | 'silent' | 'nul-bytes' | 'disordered' | 'flaw'
  readonly path: string
  /** Done by somebody: the log is no witness of the span. */
  readonly wiped: boolean
  readonly why: Text
  /** Milliseconds since 1970; absent where only the file's state tells of it. */
  readonly span?: MsSpan | undefined
  /** When it was done, as the file system has it. */
  readonly doneAt?: number | undefined
}

/** Written at all hours on every running host: their silence means something. */
const steadyPath = /\/(?:auth\.log|secure|syslog|messages|cron|cron\.log)$/
const daemonSources = new Set<LogSource>(['auth', 'syslog', 'cron', 'kernel', 'mail', 'audit'])

export function isSteady({ chain }: ChainRead): boolean {
  return isSteadyPath(chain.path)
}

export function isSteadyPath(path: string): boolean {
  return steadyPath.test(path)
}

const ms = (time: string | undefined): number => (time === undefined ? Number.NaN : Date.parse(time))

/** `boots`: starts of the machine, in milliseconds since 1970. */
export function* damageOf(
  host: HostView,
  read: ChainRead,
  peers: readonly ChainRead[],
  settings: LogSettings,
  boots: readonly number[],
): Generator<Damage> {
  const { chain, files } = read
  const { path } = chain
  if (chain.toNull) {
    const stat = host.files.lstat(path)
    const why: Text = { zh: `${path} 被链接到 /dev/null`, en: `${path} is a link to /dev/null` }
    yield { kind: 'to-null', path, wiped: true, why, doneAt: isGap(stat) ? undefined : ms(stat.ctime) }
    return
  }
  const current = files.find(({ file }) => file.path === path)
  const filled = peers.some(peer => peer !== read && isSteady(peer) && peer.files.some(({ bytes }) => bytes > 0))
  if (current === undefined && chain.gaps.length === 0 && settings.isWritten(path) && filled) {
    const why: Text = { zh: `系统配置为写入 ${path},该文件却不存在`, en: `${path} is gone, though the host is told to write it` }
    yield { kind: 'missing', path, wiped: true, why }
  }
  for (const file of files) if (file.bytes === 0 && file !== current) yield* emptiedRotation(file, settings.rotation(path)?.days ?? week)
  if (current !== undefined) yield* ofCurrent(read, current, peers, settings, boots)
  for (const file of files) yield* ofFile(read, file, settings)
  if (isSteady(read)) {
    yield* silences(read, peers)
    yield* removedRotations(read, peers, settings)
  }
}

/** A file that was made and never written has one time for both. */
const made = 100
const week = 7

/** gzip packs nothing into twenty bytes, and an empty log that was moved aside never changed after it was made. */
function* emptiedRotation({ file: { path, stat, packing, age } }: FileRead, days: number): Generator<Damage> {
  const changed = ms(stat.mtime)
  if (stat.size > 0 || (packing === '' && !(changed - ms(stat.btime) > made))) return
  const kept = Math.max(1, days) * Math.min(age, 60) * day
  const why: Text = { zh: `轮转出的旧日志 ${path} 被清空`, en: `${path}, an old log that was moved aside, was emptied` }
  yield { kind: 'emptied', path, wiped: true, doneAt: changed, span: { from: changed - kept, to: changed }, why }
}

function* ofCurrent(
  read: ChainRead,
  { file, first, bytes }: FileRead,
  peers: readonly ChainRead[],
  settings: LogSettings,
  boots: readonly number[],
): Generator<Damage> {
  const { path, stat } = file
  const born = ms(stat.btime)
  const changed = ms(stat.mtime)
  if (!(born > earliestBirth) || settings.collected === true) return
  const before = read.files.filter(other => other.file.path !== path && other.bytes > 0)
  const rule = settings.rotation(path)
  if (bytes === 0) {
    const byRotation = rule?.copyTruncate === true && before.length > 0
    // What images are made with is often emptied while they are made; after a start of the machine nobody does that any more.
    const here = changed - born > hour || (changed - born > made && boots.some(boot => boot < changed))
    if (here && !byRotation)
      yield {
        kind: 'emptied',
        path,
        wiped: true,
        doneAt: changed,
        span: { from: Math.min(born, ...before.map(other => other.last ?? born)), to: changed },
        why: { zh: `${path} 曾有内容,后被清空`, en: `${path} held something and was emptied` },
      }
    return
  }
  if (first === undefined || !isSteady(read) || rule?.copyTruncate === true) return
  // Made long before its first line, though it is written at all hours, and others were written meanwhile: the lines in between were cut off.
  const span = { from: born, to: first }
  const shared = peers.some(peer => peer !== read && speaksIn(peer, span))
  if (first - born > (shared ? leastCut : thresholdOf(read)))
    yield {
      kind: 'cut',
      path,
      wiped: true,
      span,
      why: {
        zh: `${path} 的开头被截去:文件早已建立,最早的记录却晚得多`,
        en: `the beginning of ${path} was cut off: the file is much older than its first line`,
      },
    }
}

function* ofFile(read: ChainRead, { file, last, nuls, jumps, flaws, bytes }: FileRead, settings: LogSettings): Generator<Damage> {
  const { path, stat } = file
  const changed = ms(stat.mtime)
  if (
    daemonSources.has(read.chain.format.source) &&
    read.chain.format.form === 'lines' &&
    bytes > 0 &&
    last !== undefined &&
    changed - last > lateChange &&
    changed - last < 400 * day &&
    isLocal(read) &&
    settings.collected !== true &&
    settings.rotation(read.chain.path)?.copyTruncate !== true
  )
    yield {
      kind: 'edited',
      path,
      wiped: false,
      doneAt: changed,
      span: { from: last, to: changed },
      why: {
        zh: `${path} 在最后一条记录之后仍被改动,可能有记录被删去`,
        en: `${path} was changed after its last line: lines may have been taken out`,
      },
    }
  if (nuls.length > 0)
    yield {
      kind: 'nul-bytes',
      path: `${path}@${nuls[0]?.offset}`,
      wiped: false,
      why: {
        zh: `${path} 中有 NUL 空洞:写入时被截断,或断电所致`,
        en: `NUL bytes in ${path}: it was cut while it was written to, or power failed`,
      },
    }
  for (const { from, to } of jumps)
    yield {
      kind: 'disordered',
      path,
      wiped: false,
      span: { from: to, to: from },
      why: {
        zh: `${path} 中时间倒退:时钟被调整,或记录被插入`,
        en: `time goes backwards in ${path}: the clock was set, or lines were put in`,
      },
    }
  for (const { flaw, detail, locus, from, to } of flaws)
    if (flaw !== 'unsupported')
      yield {
        kind: 'flaw',
        path: `${path}${locus}`,
        wiped: flaw === 'blank' || flaw === 'hole',
        span: from === undefined || to === undefined ? undefined : { from: from.ms, to: to.ms },
        why: { zh: `${path} 的记录不完整(${flaw}):${detail}`, en: `records of ${path} are not whole (${flaw}): ${detail}` },
      }
}

/** Times without a known zone cannot be compared with the file's own. */
function isLocal({ events }: ChainRead): boolean {
  return events.length > 0 && events.every(event => event.clock !== 'assumed')
}

function* silences(read: ChainRead, peers: readonly ChainRead[]): Generator<Damage> {
  const threshold = thresholdOf(read)
  const { path } = read.chain
  for (const span of silentSpans(read).filter(({ from, to }) => to - from > threshold)) {
    const speaking = peers.find(peer => peer !== read && isSteady(peer) && speaksIn(peer, span))
    yield {
      kind: 'silent',
      path,
      wiped: speaking !== undefined,
      span,
      why:
        speaking === undefined
          ? {
              zh: `${path} 有异常长的空白:机器可能关机,也可能记录被删`,
              en: `${path} is silent for unusually long: the machine was off, or lines were taken out`,
            }
          : {
              zh: `${path} 有一段空白,而 ${speaking.chain.path} 同期仍有记录`,
              en: `${path} is silent while ${speaking.chain.path} goes on`,
            },
    }
  }
}

/** Its old files are gone, though another log that is rotated by the same rule still has those of that time. */
function* removedRotations(read: ChainRead, peers: readonly ChainRead[], settings: LogSettings): Generator<Damage> {
  const { path } = read.chain
  const rule = settings.rotation(path)
  const first = Math.min(...read.files.map(file => file.first ?? Number.POSITIVE_INFINITY))
  if (rule === undefined || rule.keeps < 1 || rule.days === 0) return
  for (const peer of peers) {
    if (peer === read || !isSteady(peer) || settings.rotation(peer.chain.path) !== rule) continue
    const began = Math.min(...peer.files.map(file => file.first ?? Number.POSITIVE_INFINITY))
    if (!(first - began > Math.max(2, rule.days) * day) && Number.isFinite(first)) continue
    if (!Number.isFinite(began) || peer.files.length <= read.files.length) continue
    yield {
      kind: 'removed',
      path,
      wiped: true,
      span: Number.isFinite(first) ? { from: began, to: first } : undefined,
      why: {
        zh: `${path} 的旧文件不见了,而按同一规则轮转的 ${peer.chain.path} 仍有当时的文件`,
        en: `old files of ${path} are gone, while ${peer.chain.path}, which is rotated by the same rule, still has those of that time`,
      },
    }
    return
  }
}
