// Logs that were emptied, cut, blanked, turned off or deleted.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { LogFile } from '../core/facts/system.ts'
import { evidence, type Severity } from '../core/finding.ts'
import type { Text } from '../core/text.ts'

/** The logs that tell who came in. */
const entryLog = /\/(?:auth\.log|secure|audit\.log|wtmp)$/
const systemLog = /\/(?:auth\.log|secure|audit\.log|wtmp|btmp|syslog|messages|cron|cron\.log)$/
const history = /\/\.\w+_history$/
const syslogDaemons = new Set(['rsyslogd', 'syslog-ng', 'syslogd'])

interface Weight {
  readonly severity: Severity
  readonly confidence: number
  readonly context?: boolean
  readonly whyNot?: Text
}

export const wipedLog: Detector = {
  id: 'wiped-log',
  summary: { zh: '日志被清除或停用', en: 'logs that were wiped or turned off' },
  techniques: ['T1685.006', 'T1070'],
  references: ['https://attack.mitre.org/techniques/T1070/', 'man:logrotate(8)'],
  needs: ['logFiles'],
  *detect({ logFiles, processes }) {
    const daemons = processes.filter(({ name, container }) => container === undefined && (syslogDaemons.has(name) || name === 'auditd'))
    const isWritten = (path: string): boolean => daemons.some(({ name }) => (name === 'auditd') === path.endsWith('/audit.log'))
    for (const log of logFiles) {
      if (history.test(log.path)) continue
      const found = strongest(log, isWritten(log.path))
      if (found === undefined) continue
      const { oddity, weight } = found
      const span = `${log.size} bytes · ${log.first ?? '?'} – ${log.last ?? '?'} · changed ${log.mtime ?? '?'}, made ${log.btime ?? '?'}`
      yield say(this, {
        title: { zh: `日志 ${log.path}:${zhOf(oddity)}`, en: `log ${log.path}: ${oddity}` },
        about: [entity('file', log.path)],
        evidence: [evidence('file', log.path, `${oddity} · ${span}`)],
        severity: weight.severity,
        confidence: weight.confidence,
        class: 'tampering',
        signal: weight.context === true ? 'context' : 'intrusion',
        why: { zh: '攻击者清除日志以隐藏进入的时间和途径。', en: 'Attackers wipe logs to hide when and how they came in.' },
        whyNot: weight.whyNot,
        joinsMining: weight.context !== true && oddity !== 'missing',
      })
    }
    for (const process of daemons) yield* deletedUnder(process)
  },
}

function strongest(log: LogFile, written: boolean): { oddity: string; weight: Weight } | undefined {
  let best: { oddity: string; weight: Weight } | undefined
  for (const oddity of log.oddities) {
    const weight = weigh(oddity, log, written)
    if (weight !== undefined && weight.confidence > (best?.weight.confidence ?? 0)) best = { oddity, weight }
  }
  return best
}

/** `written`: the daemon of this log runs now, so that it cannot stay empty or absent by itself. */
function weigh(oddity: string, { path, oddities }: LogFile, written: boolean): Weight | undefined {
  if (oddity === 'symlink to /dev/null') {
    return entryLog.test(path)
      ? { severity: 'medium', confidence: 0.5 }
      : {
          severity: 'low',
          confidence: 0.2,
          whyNot: { zh: '管理员有时为节省空间停用次要日志。', en: 'Owners sometimes turn off lesser logs to save space.' },
        }
  }
  if (oddity === 'blank records') return { severity: 'medium', confidence: 0.5 }
  if (oddity === 'missing')
    return { severity: 'low', confidence: 0.2, whyNot: { zh: '也可能尚未产生过此类消息。', en: 'No such message may have come yet.' } }
  if (oddity === 'missing beside its forerunner') return { severity: written ? 'medium' : 'low', confidence: written ? 0.4 : 0.25 }
  if (oddity === 'emptied since boot') {
    return {
      severity: 'low',
      confidence: 0.3,
      whyNot: { zh: '管理员有时为节省空间清空登录记录。', en: 'Owners sometimes empty the login records to save space.' },
    }
  }
  if (oddity === 'emptied') {
    if (!systemLog.test(path) || path.endsWith('/btmp')) return undefined
    // Rotation by copy and truncation leaves a filled forerunner behind.
    const byHand = written && !path.endsWith('/wtmp') && !oddities.includes('empty beside a filled forerunner')
    const whyNot = { zh: '制作镜像或释放空间时也会清空日志。', en: 'Logs are also emptied when an image is made or space is short.' }
    return byHand ? { severity: 'medium', confidence: 0.4, whyNot } : { severity: 'low', confidence: 0.2, whyNot }
  }
  if (oddity === 'hole of NUL bytes' && systemLog.test(path)) {
    return {
      severity: 'low',
      confidence: 0.2,
      whyNot: { zh: '断电或崩溃也会在日志中留下空洞。', en: 'A crash or a power cut leaves such holes as well.' },
    }
  }
  if (oddity.startsWith('gap of ')) {
    return {
      severity: 'low',
      confidence: 0.15,
      context: true,
      whyNot: { zh: '这段时间机器可能已关机。', en: 'The host may have been switched off.' },
    }
  }
  return undefined
}

function zhOf(oddity: string): string {
  const hours = /^gap of (\d+) h$/.exec(oddity)?.[1]
  if (hours !== undefined) return `与上一份日志之间缺失 ${hours} 小时`
  const words: Readonly<Record<string, string>> = {
    'symlink to /dev/null': '被链接到 /dev/null',
    'blank records': '存在被清零的记录',
    missing: '应有而不存在',
    'missing beside its forerunner': '轮转前的旧日志仍在,当前日志却不存在',
    emptied: '曾被清空',
    'emptied since boot': '在本次启动后被清空',
    'hole of NUL bytes': '存在 NUL 空洞',
  }
  return words[oddity] ?? oddity
}

/** The log daemon still writes to a log that no longer has a name; rotation renames and never deletes the current one. */
function* deletedUnder(process: Process) {
  for (const { fd, target } of process.open) {
    const path = target.endsWith(' (deleted)') ? target.slice(0, -10) : ''
    if (!path.startsWith('/var/log/') || !systemLog.test(path)) continue
    const entry = entryLog.test(path)
    yield say(wipedLog, {
      title: {
        zh: `日志 ${path} 已被删除,但 ${process.name} 仍在写入`,
        en: `log ${path} was deleted while ${process.name} still writes to it`,
      },
      about: [entity('file', path), process.id],
      evidence: [evidence('proc', `/proc/${process.pid}/fd/${fd}`, target)],
      severity: entry ? 'medium' : 'low',
      confidence: entry ? 0.5 : 0.25,
      class: 'tampering',
      signal: 'intrusion',
      why: {
        zh: '有人直接删除了正在使用的日志;内容可从该文件描述符取回。',
        en: 'Somebody deleted the log in use; its content can be saved from that file descriptor.',
      },
    })
  }
}
