// Lessons and prevention: before, during and after, the measures that this incident calls for first.
import type { Finding } from '../../core/finding.ts'
import type { ReportCase } from '../../core/report.ts'
import type { Text } from '../../core/text.ts'
import type { ChapterWriter } from '../chapter.ts'
import type { Prose } from '../document.ts'
import { heading, list, prose, quiet, sayer, strong } from '../say.ts'

/** A measure, and what in the case calls for it. `csf`: the function of NIST CSF 2.0 under which SP 800-61r3 puts it. */
interface Measure {
  readonly text: Text
  readonly csf: 'Govern' | 'Identify' | 'Protect' | 'Detect' | 'Respond' | 'Recover'
  readonly called?: (report: ReportCase) => boolean
}

const functions: Readonly<Record<Measure['csf'], Text>> = {
  Govern: { zh: '治理', en: 'Govern' },
  Identify: { zh: '识别', en: 'Identify' },
  Protect: { zh: '防护', en: 'Protect' },
  Detect: { zh: '检测', en: 'Detect' },
  Respond: { zh: '响应', en: 'Respond' },
  Recover: { zh: '恢复', en: 'Recover' },
}

const entryIs =
  (pattern: RegExp) =>
  ({ trace }: ReportCase): boolean =>
    trace?.candidates.some(c => c.posterior >= 0.3 && pattern.test(c.id)) ?? false
const hasClass =
  (wanted: Finding['class']) =>
  ({ incident }: ReportCase): boolean =>
    incident.findings.some(f => f.class === wanted && f.signal !== 'context')

const before: readonly Measure[] = [
  {
    csf: 'Protect',
    called: entryIs(/ssh|password|key/),
    text: {
      zh: 'SSH 只用密钥登录,关闭口令与 root 直接登录,来源限定到堡垒机;启用按阈值封禁的防爆破',
      en: 'SSH by keys alone, no passwords and no direct root, from a jump host only; bans by threshold against guessing',
    },
  },
  {
    csf: 'Protect',
    called: entryIs(/redis|docker|kube|postgres|mysql|yarn|nacos|xxl/),
    text: {
      zh: '数据库、缓存与管理接口(Redis、Docker、Kubernetes、YARN 等)不监听公网,开启认证,以最小权限账户运行',
      en: 'Databases, caches and management interfaces (Redis, Docker, Kubernetes, YARN …) off the internet, with authentication, under accounts of least privilege',
    },
  },
  {
    csf: 'Protect',
    called: entryIs(/rce|web|php|next|confluence|activemq|weblogic|jenkins|log4j/),
    text: {
      zh: '对外应用及时打补丁;补丁未到之前用虚拟补丁阻断已知攻击形式',
      en: 'Patch what faces the internet; until the patch is there, block known attacks by virtual patches',
    },
  },
  {
    csf: 'Protect',
    called: entryIs(/supply|npm|pip|image/),
    text: {
      zh: '依赖与镜像锁定版本和摘要,来自可信仓库,构建时扫描;安装脚本默认禁用',
      en: 'Pin dependencies and images by digest, from trusted registries, scanned at build; install scripts off by default',
    },
  },
  {
    csf: 'Protect',
    called: hasClass('pool'),
    text: {
      zh: '出方向白名单:只放行业务需要的目的地,其余拒绝(davylamp egress)',
      en: 'An allow-list for outgoing connections: what the business needs and nothing else (davylamp egress)',
    },
  },
  {
    csf: 'Identify',
    text: {
      zh: '每月核对一次对外暴露的端口与账户;弱口令和闲置密钥定期清理',
      en: 'Every month compare what is exposed and who has accounts; clear weak passwords and unused keys',
    },
  },
  {
    csf: 'Recover',
    text: {
      zh: '备份与快照定期演练恢复,至少一份不可改写',
      en: 'Practise restoring backups and snapshots; keep at least one that cannot be overwritten',
    },
  },
]

const during: readonly Measure[] = [
  {
    csf: 'Detect',
    called: hasClass('demand'),
    text: {
      zh: '对 CPU 持续占用、矿池通信、新增自启动与新增密钥告警,而不是只看 CPU 高低',
      en: 'Alert on sustained demand, on talk with pools, on new autostarts and new keys, not on CPU alone',
    },
  },
  {
    csf: 'Respond',
    called: hasClass('persistence'),
    text: {
      zh: '先冻结、留证、断开持久化,再结束进程;逐个 kill 只会让它们互相重启',
      en: 'Freeze, keep evidence, disarm what restarts, and only then end processes: killing one by one lets them restart each other',
    },
  },
  {
    csf: 'Respond',
    called: hasClass('concealment'),
    text: {
      zh: '主机自己的 ps、ls、crontab 可能被替换;用不依赖它们的工具查看',
      en: 'The host’s own ps, ls and crontab may lie: look with tools that do not depend on them',
    },
  },
  {
    csf: 'Respond',
    text: { zh: '双向封禁矿池与下载地址,检查同网段主机', en: 'Block pools and download hosts both ways, and look at the neighbours' },
  },
]

const after: readonly Measure[] = [
  {
    csf: 'Respond',
    text: { zh: '七天内每天复查,无任何痕迹才结案', en: 'Look every day for seven days; close the case only when nothing comes back' },
  },
  {
    csf: 'Protect',
    called: hasClass('access'),
    text: {
      zh: '更换恶意程序能读到的所有机密,吊销不认识的密钥与账户',
      en: 'Replace every secret that could be read; remove keys and accounts nobody knows',
    },
  },
  {
    csf: 'Detect',
    called: ({ trace }) => trace?.sources.some(s => s.state === 'wiped' || s.state === 'rotated') ?? false,
    text: {
      zh: '日志实时送往另一台主机,至少保留 180 天(《网络安全法》要求不少于六个月)',
      en: 'Send logs to another host as they are written and keep them for at least six months',
    },
  },
  {
    csf: 'Govern',
    text: {
      zh: '把本次的时间、入口、处置与教训写入预案并演练一次',
      en: 'Put times, entry, response and lessons into the response plan, and rehearse it once',
    },
  },
]

export const lessons: ChapterWriter = {
  id: 'lessons',
  title: { zh: '教训与预防', en: 'Lessons and prevention' },
  write(report, lang) {
    const say = sayer(lang)
    const measure = ({ text, csf }: Measure): Prose => [say(text), ' ', quiet(say(functions[csf]))]
    const told = (measures: readonly Measure[]) => {
      const [called, others] = [measures.filter(m => m.called?.(report) === true), measures.filter(m => m.called?.(report) !== true)]
      return list([
        ...called.map(m => [strong(say({ zh: '针对本次', en: 'For this incident' })), say({ zh: ':', en: ': ' }), ...measure(m)]),
        ...others.map(measure),
      ])
    }
    return [
      prose(
        say({
          zh: '每条之后为 NIST CSF 2.0 的职能(SP 800-61r3 按此组织事件响应)。标出的措施与本次事件直接相关。',
          en: 'After each measure the function of NIST CSF 2.0, by which SP 800-61r3 orders incident response. What is marked is what this incident calls for.',
        }),
      ),
      heading(say({ zh: '事前', en: 'Before' })),
      told(before),
      heading(say({ zh: '事中', en: 'During' })),
      told(during),
      heading(say({ zh: '事后', en: 'After' })),
      told(after),
    ]
  },
}
