// Logs of the protecting agents of Chinese clouds: Alibaba's aegis, Tencent's YunJing, Huawei's HostGuard. Their formats are nowhere published;
// what is read are the time at the beginning and a few plain words: that a guard was stopped, taken off or found something.
import type { LineFormat } from '../../core/log-format.ts'
import { headedReader, type Mark, needlesOf, toldBy } from './marks.ts'
import { dayMonthStamp, isoStamp } from './record-time.ts'

const marks: readonly Mark[] = [
  {
    needles: [
      'uninstall',
      'recv signal',
      'receive signal',
      'catch signal',
      'sigterm',
      'process exit',
      'agent exit',
      'stop service',
      'be killed',
      'service stopped',
    ],
    like: /\b(uninstall(?:ed|ing)?|(?:recv|receive|received|catch|got) signal:? ?\[?\w{1,12}|SIGTERM|SIGKILL|(?:process|agent|service) (?:exit(?:ed|ing)?|stopped)|stop service|be killed)\b/i,
    tell: ([word = '']) => ({ verb: 'unit', method: /uninstall/i.test(word) ? 'uninstalled' : 'stopped', fold: `guard ${word}` }),
  },
  {
    needles: ['malware', 'virus', 'webshell', 'trojan', 'brute', 'miner', 'rootkit', 'reverse shell', 'reverse_shell'],
    like: /\b(malware|virus|webshell|trojan|brute[ _-]?force|miner|mining|rootkit|reverse[ _]shell)\b.{0,200}?(?:(?:path|file|filepath|src_?ip|ip)["']?\s?[:=]\s?["']?([\w./:-]{3,300}))/i,
    tell: ([, method = '', where = '']) => ({
      verb: 'alert',
      method: method.toLowerCase(),
      ...(where.startsWith('/') ? { path: where } : /^\d{1,3}(?:\.\d{1,3}){3}$/.test(where) ? { address: where } : {}),
      fold: `guard ${method} ${where}`,
    }),
  },
]

/** "[2026-11-22 01:02:03.123] …", "2026/11/22 01:02:03 …", "[INFO][2026-11-22 01:02:03] …", "I1122 …". */
function head(line: string) {
  const at = /^(?:\[\w{1,10}\]){0,3}\[?/.exec(line)?.[0].length ?? 0
  const stamp = isoStamp(line, at) ?? dayMonthStamp(line, at)
  return (
    stamp && {
      time: stamp.time,
      message: line
        .slice(stamp.end)
        .replace(/^[\]:|,\s]{1,4}/, '')
        .slice(0, 2000),
    }
  )
}

const programs: Readonly<Record<string, string>> = {
  aegis: 'aegis',
  YunJing: 'yunjing',
  hostguard: 'hostguard',
  cloudmonitor: 'cloudmonitor',
}

export const guardAgents: LineFormat = {
  id: 'guard-agents',
  summary: {
    zh: '云厂商主机安全客户端日志(安骑士/云安全中心、云镜、企业主机安全)',
    en: 'logs of the protecting agents of clouds (aegis, YunJing, HostGuard)',
  },
  techniques: ['T1562.001'],
  references: [
    'https://help.aliyun.com/zh/security-center/user-guide/log-category-and-field-description-v2-0',
    'https://cloud.tencent.com/document/product/296',
    'https://support.huaweicloud.com/intl/en-us/hss2.0_faq/hss_01_0245.html',
  ],
  form: 'lines',
  source: 'guards',
  trust: 'service',
  paths: [
    '/usr/local/aegis/aegis_client/aegis_*/data/data.*',
    '/usr/local/aegis/*/log/*.log',
    '/usr/local/aegis/*/logs/*.log',
    '/usr/local/qcloud/YunJing/log/*.log',
    '/usr/local/qcloud/YunJing/log/*.txt',
    '/usr/local/qcloud/YunJing/log/*log*',
    '/usr/local/hostguard/log/*.log',
    '/var/log/hostguard/*.log',
    '/usr/local/uniagent/log/*.log',
  ],
  needles: needlesOf(marks),
  recognise: () => 0,
  open: ({ path }) => {
    const program = Object.entries(programs).find(([name]) => path.includes(`/${name}/`))?.[1] ?? 'guard'
    return headedReader(
      line => {
        const found = head(line)
        return found && { ...found, program }
      },
      (message, isHeaded) => {
        const told = isHeaded ? toldBy(marks, message) : undefined
        return told?.verb === 'unit' ? { ...told, unit: program } : told
      },
    )
  },
}
