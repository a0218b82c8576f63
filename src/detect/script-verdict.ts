// Weighing what a shell text does: for commands that start by themselves, and for script files, where fetching and running alone is common.
import type { Severity } from '../core/finding.ts'
import type { Intel } from '../core/intel.ts'
import type { Text } from '../core/text.ts'
import type { ShellReading, ShellSign } from '../parse/shell-command.ts'

export interface ScriptVerdict {
  readonly severity: Severity
  readonly confidence: number
  /** Sign and excerpt, the weightiest first. */
  readonly excerpt: string
  readonly mining: boolean
  readonly what: Text
  readonly family?: string | undefined
}

const strong: readonly (ShellSign & keyof typeof texts)[] = [
  'starts-miner',
  'reverse-shell',
  'decode-to-shell',
  'download-to-shell',
  'download-and-run',
]
const bad: readonly ShellSign[] = [
  'bare-ip',
  'paste-site',
  'onion',
  'odd-host',
  'kills-rivals',
  'spreads',
  'locks-files',
  'wipes-history',
  'dev-tcp',
]
const minor: readonly ShellSign[] = ['odd-place', 'silent-background', 'installs-persistence']

/** Install scripts that people do run by schedule. */
const installers =
  /^https:\/\/(?:get\.docker\.com|sh\.rustup\.rs|get\.acme\.sh|(?:deb|rpm)\.nodesource\.com|get\.k3s\.io|install\.python-poetry\.org|get\.rvm\.io|get\.helm\.sh|astral\.sh|bun\.sh|tailscale\.com|packagecloud\.io|packages\.\S+)(?:\/|$)/

export function judgeShell(reading: ShellReading, where: 'autostart' | 'script', intel: Intel): ScriptVerdict | undefined {
  const { signs } = reading
  const known = reading.urls.map(url => intel.lookupUrl(url.text) ?? intel.lookup(url.host)).find(indicator => indicator !== undefined)
  const doing = strong.filter(sign => signs.has(sign))
  const points = bad.filter(sign => signs.has(sign)).length + minor.filter(sign => signs.has(sign)).length / 2
  const weight = weigh(doing, points, where, reading)
  const raised =
    known !== undefined && signs.has('download')
      ? { severity: 'high' as const, confidence: Math.max(0.85, weight?.confidence ?? 0) }
      : weight
  if (raised === undefined) return undefined
  const order = [...strong, ...bad, ...minor, 'download' as const].filter(sign => signs.has(sign))
  const excerpt = order.map(sign => `${sign}: ${signs.get(sign)}`).join(' · ')
  const deed = [...doing, ...telling].find(sign => signs.has(sign))
  const what = deed !== undefined ? texts[deed] : known !== undefined ? fromKnownHost : texts.download
  return { ...raised, excerpt, mining: doing[0] === 'starts-miner', what, family: familyOf(reading, intel) ?? known?.family }
}

/** Whose own words stand in its addresses: closer than a list of hosts, which many families share. */
function familyOf({ urls }: ShellReading, { families }: Intel): string | undefined {
  return families.find(({ markers }) => markers.some(marker => marker.includes('.') && urls.some(url => url.text.includes(marker))))?.id
}

function weigh(
  doing: readonly ShellSign[],
  points: number,
  where: 'autostart' | 'script',
  { urls }: ShellReading,
): { severity: Severity; confidence: number } | undefined {
  if (doing[0] === 'starts-miner') return { severity: 'high', confidence: 0.85 }
  if (doing[0] === 'reverse-shell') return { severity: 'high', confidence: where === 'autostart' ? 0.85 : 0.7 }
  if (where === 'autostart') {
    if (doing.length > 0 && points >= 1) return { severity: 'high', confidence: points >= 2 ? 0.9 : 0.8 }
    if (doing.length > 0 && urls.length > 0 && urls.every(url => installers.test(url.text))) return { severity: 'low', confidence: 0.15 }
    if (doing.length > 0) return { severity: 'medium', confidence: 0.5 }
    return points >= 2 ? { severity: 'medium', confidence: 0.4 } : points >= 1 ? { severity: 'low', confidence: 0.25 } : undefined
  }
  if (doing.length > 0 && points >= 2) return { severity: 'high', confidence: 0.8 }
  if (doing.length > 0 && points >= 1) return { severity: 'medium', confidence: 0.5 }
  return points >= 3 ? { severity: 'medium', confidence: 0.5 } : undefined
}

const texts = {
  'starts-miner': { zh: '启动挖矿程序', en: 'starts a miner' },
  'reverse-shell': { zh: '把 shell 交给远端', en: 'hands a shell to another host' },
  'decode-to-shell': { zh: '解码隐藏的代码并执行', en: 'decodes hidden code and runs it' },
  'download-to-shell': { zh: '下载代码并直接执行', en: 'fetches code and runs it at once' },
  'download-and-run': { zh: '下载文件后运行', en: 'fetches a file and runs it' },
  'kills-rivals': { zh: '清除其他挖矿程序', en: 'removes other miners' },
  spreads: { zh: '借 SSH 向其他主机扩散', en: 'spreads to other hosts by SSH' },
  'locks-files': { zh: '锁定文件防止清除', en: 'locks files against removal' },
  'wipes-history': { zh: '清除命令历史', en: 'wipes the command history' },
  download: { zh: '执行可疑的网络或清痕操作', en: 'fetches, hides or clears in a suspicious way' },
} as const satisfies Partial<Record<ShellSign, Text>>

const telling = ['kills-rivals', 'spreads', 'locks-files', 'wipes-history'] as const satisfies readonly ShellSign[]
const fromKnownHost: Text = { zh: '从已知的恶意主机下载', en: 'fetches from a host known for malware' }
