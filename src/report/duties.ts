// Who may have to be told of the incident, and by when: the rules of China and the European Union that count from the discovery. Whether one applies is for people to say.
import { type Instant, instantOf } from '../core/instant.ts'
import type { ReportCase } from '../core/report.ts'
import type { Text } from '../core/text.ts'
import type { GistOf } from './gist.ts'
import { timeThere } from './say.ts'

export interface Duty {
  readonly rule: Text
  /** Whom the rule binds, and when. */
  readonly whom: Text
  readonly what: Text
  readonly within: Text
  /** From the discovery; absent where the rule counts from something that is not on record. */
  readonly hours?: number
}

const measures = { zh: '《国家网络安全事件报告管理办法》', en: 'China: Measures for reporting cybersecurity incidents' } as const
const article4 = { zh: `${measures.zh}第四条`, en: `${measures.en}, Art. 4` }
const nis2 = { zh: '欧盟 NIS2 指令第 23 条第 4 款', en: 'EU: NIS2, Directive (EU) 2022/2555, Art. 23(4)' } as const

/**
 * Measures for reporting of the Cyberspace Administration of China, in force since 2025-11-01, for incidents that its guide to grading calls "relatively large" or more ·
 * Directive (EU) 2022/2555, Art. 23(4), for significant incidents · Regulation (EU) 2016/679, Art. 33(1) · Personal Information Protection Law, Art. 57.
 */
export const duties: readonly Duty[] = [
  {
    rule: article4,
    whom: { zh: '关键信息基础设施,较大以上事件', en: 'critical information infrastructure, incidents graded “relatively large” or above' },
    what: { zh: '报告保护工作部门、公安机关', en: 'report to the department in charge of its protection and to the police' },
    within: { zh: '1 小时', en: '1 hour' },
    hours: 1,
  },
  {
    rule: article4,
    whom: { zh: '中央和国家机关及直属单位,较大以上事件', en: 'central and state organs, incidents graded “relatively large” or above' },
    what: { zh: '报告本部门网信工作机构', en: 'report to the cyberspace office of their own department' },
    within: { zh: '2 小时', en: '2 hours' },
    hours: 2,
  },
  {
    rule: article4,
    whom: { zh: '其他网络运营者,较大以上事件', en: 'all other operators, incidents graded “relatively large” or above' },
    what: { zh: '报告属地省级网信部门(可拨 12387)', en: 'report to the cyberspace administration of the province (hotline 12387)' },
    within: { zh: '4 小时', en: '4 hours' },
    hours: 4,
  },
  {
    rule: measures,
    whom: { zh: '以上各单位', en: 'all of the above' },
    what: { zh: '按原渠道报送处置总结', en: 'send a closing analysis by the same channel' },
    within: { zh: '处置结束后 30 日', en: '30 days after the response ended' },
  },
  {
    rule: { zh: '《个人信息保护法》第五十七条', en: 'China: Personal Information Protection Law, Art. 57' },
    whom: { zh: '个人信息泄露、篡改、丢失,或可能发生', en: 'personal information leaked, altered or lost, or likely to be' },
    what: { zh: '通知履行个人信息保护职责的部门和个人', en: 'notify the department in charge and the persons' },
    within: { zh: '立即', en: 'at once' },
    hours: 0,
  },
  {
    rule: nis2,
    whom: { zh: '关键与重要实体,重大事件', en: 'essential and important entities, significant incidents' },
    what: { zh: '向 CSIRT 或主管机关发出早期预警', en: 'early warning to the CSIRT or the competent authority' },
    within: { zh: '24 小时', en: '24 hours' },
    hours: 24,
  },
  {
    rule: nis2,
    whom: { zh: '同上', en: 'the same' },
    what: { zh: '事件通报:初步评估、影响、失陷指标', en: 'incident notification: first assessment, impact, indicators' },
    within: { zh: '72 小时', en: '72 hours' },
    hours: 72,
  },
  {
    rule: nis2,
    whom: { zh: '同上', en: 'the same' },
    what: { zh: '最终报告:经过、根因、措施', en: 'final report: course, root cause, measures' },
    within: { zh: '通报后 1 个月', en: 'one month after the notification' },
  },
  {
    rule: { zh: '欧盟 GDPR 第 33 条第 1 款', en: 'EU: GDPR, Art. 33(1)' },
    whom: { zh: '个人数据泄露且有风险', en: 'personal data breached, with a risk to persons' },
    what: { zh: '报告监管机构', en: 'notify the supervisory authority' },
    within: { zh: '72 小时', en: '72 hours' },
    hours: 72,
  },
]

/** From when the hours count: when somebody first knew. */
export function knownSince({ trace, result }: ReportCase): Instant {
  return trace?.moments.discovery?.at ?? result.finishedAt
}

/** The latest moment for the duty; undefined when it counts from something else. */
export function latestFor({ hours }: Duty, report: ReportCase): Instant | undefined {
  return hours === undefined ? undefined : instantOf(Date.parse(knownSince(report)) + hours * 3_600_000)
}

export const duty: GistOf = report => {
  const [first] = duties
  const at = first === undefined ? undefined : latestFor(first, report)
  const by: Text =
    at === undefined
      ? { zh: '', en: '' }
      : { zh: `,最早的时限是 ${timeThere(at, report.trace?.zone)}`, en: `; the earliest limit is ${timeThere(at, report.trace?.zone)}` }
  return {
    head: { zh: '上报', en: 'To be reported' },
    text: {
      zh: `是否须向监管机构报告,由负责人研判${by.zh}(见“报告义务”)。`,
      en: `whether authorities must be told is for those responsible to decide${by.en} (see duties to report).`,
    },
  }
}
