// The words of verdicts, severities, classes, stages and gaps, in both languages.

import type { Finding, Severity } from './finding.ts'
import type { HostVerdict, IncidentVerdict } from './incident.ts'
import type { Advice, Deadline, Stage } from './plan.ts'
import type { Text } from './text.ts'

export const verdicts: Readonly<Record<HostVerdict | IncidentVerdict, Text>> = {
  mining: { zh: '正在挖矿', en: 'MINING' },
  suspicious: { zh: '可疑', en: 'SUSPICIOUS' },
  clean: { zh: '未发现异常', en: 'CLEAN' },
  incomplete: { zh: '未查全', en: 'INCOMPLETE' },
  authorised: { zh: '已授权的挖矿', en: 'AUTHORISED' },
  benign: { zh: '无害', en: 'BENIGN' },
}

export const severities: Readonly<Record<Severity, Text>> = {
  critical: { zh: '严重', en: 'critical' },
  high: { zh: '高', en: 'high' },
  medium: { zh: '中', en: 'medium' },
  low: { zh: '低', en: 'low' },
  info: { zh: '提示', en: 'info' },
}

export const classes: Readonly<Record<Finding['class'], Text>> = {
  pool: { zh: '矿池', en: 'pool' },
  miner: { zh: '挖矿程序', en: 'miner' },
  provenance: { zh: '来源', en: 'provenance' },
  concealment: { zh: '隐藏', en: 'concealment' },
  persistence: { zh: '持久化', en: 'persistence' },
  tampering: { zh: '篡改', en: 'tampering' },
  access: { zh: '访问权限', en: 'access' },
  demand: { zh: '算力占用', en: 'demand' },
  tuning: { zh: '挖矿调优', en: 'tuning' },
}

export const reasons: Readonly<Record<string, Text>> = {
  denied: { zh: '无权限', en: 'denied' },
  unsupported: { zh: '不支持', en: 'not possible here' },
  absent: { zh: '不存在', en: 'absent' },
  malformed: { zh: '格式损坏', en: 'malformed' },
  tampered: { zh: '被篡改', en: 'tampered with' },
  timeout: { zh: '超时', en: 'timed out' },
  capped: { zh: '超出上限', en: 'capped' },
}

export const stageNames: Readonly<Record<Stage, Text>> = {
  contain: { zh: '遏制', en: 'contain' },
  evidence: { zh: '取证', en: 'keep evidence' },
  disarm: { zh: '解除持久化', en: 'disarm what starts it again' },
  kill: { zh: '结束进程', en: 'end processes' },
  vault: { zh: '隔离文件', en: 'take files away into the vault' },
  recover: { zh: '恢复', en: 'repair' },
  harden: { zh: '加固', en: 'harden' },
}

export const deadlineNames: Readonly<Record<Deadline, Text>> = {
  hour: { zh: '1 小时内', en: 'within the hour' },
  day: { zh: '今天内', en: 'today' },
  week: { zh: '本周内', en: 'this week' },
}

/** What is to be done, with its hour. */
export function adviceText({ title, by }: Advice): Text {
  if (by === undefined) return title
  const { zh, en } = deadlineNames[by]
  return { zh: `【${zh}】${title.zh}`, en: `${en}: ${title.en}` }
}
