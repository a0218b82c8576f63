// The words of a trace: how sure it is, the kinds of records and what became of them, and one phrase for each event.
import type { HostEvent, Verb } from './event.ts'
import type { LogSource } from './log-format.ts'
import type { Text } from './text.ts'
import type { Trace, Witness } from './trace.ts'

export const standings: Readonly<Record<Trace['standing'], Text>> = {
  established: { zh: '已证实', en: 'established' },
  likely: { zh: '很可能', en: 'likely' },
  open: { zh: '尚无定论', en: 'not decided' },
}

export const witnessWords: Readonly<Record<Witness, Text>> = {
  kept: { zh: '完整', en: 'kept' },
  partly: { zh: '不完整', en: 'in part' },
  rotated: { zh: '已轮转', en: 'rotated away' },
  wiped: { zh: '被清除', en: 'WIPED' },
  absent: { zh: '没有', en: 'absent' },
  unreadable: { zh: '无法读取', en: 'unreadable' },
}

const sources: Readonly<Record<LogSource | 'files' | 'processes' | 'findings' | 'wire', Text>> = {
  auth: { zh: '认证日志', en: 'auth' },
  syslog: { zh: '系统日志', en: 'syslog' },
  journal: { zh: 'journal', en: 'journal' },
  kernel: { zh: '内核', en: 'kernel' },
  logins: { zh: '登录记录', en: 'wtmp' },
  'failed-logins': { zh: '失败登录', en: 'btmp' },
  'last-logins': { zh: '末次登录', en: 'lastlog' },
  cron: { zh: '计划任务', en: 'cron' },
  audit: { zh: '审计', en: 'audit' },
  packages: { zh: '软件包', en: 'packages' },
  history: { zh: '命令历史', en: 'history' },
  'web-access': { zh: '网站访问', en: 'web access' },
  'web-error': { zh: '网站错误', en: 'web errors' },
  application: { zh: '应用', en: 'application' },
  redis: { zh: 'Redis', en: 'redis' },
  postgresql: { zh: 'PostgreSQL', en: 'postgresql' },
  mysql: { zh: 'MySQL', en: 'mysql' },
  docker: { zh: 'Docker', en: 'docker' },
  containerd: { zh: 'containerd', en: 'containerd' },
  kubelet: { zh: 'kubelet', en: 'kubelet' },
  'kubernetes-audit': { zh: 'K8s 审计', en: 'k8s audit' },
  mail: { zh: '邮件', en: 'mail' },
  guards: { zh: '防护软件', en: 'guards' },
  'language-packages': { zh: 'npm/pip', en: 'npm/pip' },
  files: { zh: '文件', en: 'files' },
  processes: { zh: '进程', en: 'processes' },
  findings: { zh: '扫描发现', en: 'findings' },
  wire: { zh: '流量', en: 'wire' },
}

export function sourceNames(source: string): Text {
  return Object.hasOwn(sources, source) ? sources[source as LogSource] : { zh: source, en: source }
}

const verbs: Readonly<Record<Verb, Text>> = {
  login: { zh: '登录成功', en: 'login' },
  'login-failed': { zh: '登录失败', en: 'login failed' },
  logout: { zh: '退出登录', en: 'logout' },
  'account-changed': { zh: '账户变更', en: 'account changed' },
  'key-changed': { zh: '密钥变更', en: 'keys changed' },
  privilege: { zh: '提权', en: 'became another user' },
  command: { zh: '执行命令', en: 'command' },
  request: { zh: '请求', en: 'request' },
  exploit: { zh: '攻击', en: 'ATTACK' },
  download: { zh: '下载', en: 'download' },
  configured: { zh: '改配置', en: 'settings changed' },
  database: { zh: '数据库语句', en: 'statement' },
  package: { zh: '软件包', en: 'package' },
  scheduled: { zh: '定时执行', en: 'scheduled run' },
  unit: { zh: '服务', en: 'unit' },
  container: { zh: '容器', en: 'container' },
  process: { zh: '进程启动', en: 'process started' },
  file: { zh: '文件', en: 'file' },
  connected: { zh: '连接', en: 'connection' },
  boot: { zh: '开关机', en: 'boot' },
  clock: { zh: '时钟', en: 'clock set' },
  'log-gap': { zh: '日志缺口', en: 'LOG GAP' },
  alert: { zh: '告警', en: 'alert' },
  error: { zh: '出错', en: 'error' },
}

/** What happened to a file, by its own times. */
const fates: Readonly<Record<string, Text>> = {
  born: { zh: '出现', en: 'appeared' },
  changed: { zh: '属性变动', en: 'changed' },
  modified: { zh: '内容写入', en: 'was written' },
  'time-set': { zh: '时间被改', en: 'had its time set' },
  'inode-order': { zh: 'inode 顺序可疑', en: 'is out of order by its inode' },
}

/** "login root from 192.0.2.7 by password": the verb and what the record says, lossless; escape it where it is shown. */
export function eventWords(e: HostEvent): Text {
  const fate = e.verb === 'file' && e.method !== undefined ? fates[e.method] : undefined
  if (fate !== undefined) {
    const by = e.user === undefined ? '' : ` (${e.user})`
    return { zh: `${e.path ?? ''} ${fate.zh}${by}`, en: `${e.path ?? ''} ${fate.en}${by}` }
  }
  const rest = [
    e.attack,
    e.user,
    e.target,
    e.address === undefined ? undefined : `← ${e.address}`,
    e.method,
    e.status,
    e.request ?? e.command ?? e.url ?? e.path ?? e.unit ?? e.package ?? e.container,
  ].filter(part => part !== undefined && part !== '')
  const tail = rest.length === 0 ? e.excerpt.slice(0, 160) : rest.join(' ')
  const verb = verbs[e.verb]
  const failed = e.outcome === 'failure' && e.verb !== 'login-failed'
  return { zh: `${verb.zh}${failed ? '(失败)' : ''} ${tail}`, en: `${verb.en}${failed ? ' (failed)' : ''} ${tail}` }
}
