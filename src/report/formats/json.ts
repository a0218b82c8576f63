// The whole case as JSON: all that a report is made of, with the indicators, techniques and figures worked out, for programs.
import type { ReportFormat } from '../../core/report.ts'
import { costOf } from '../cost.ts'
import { indicatorsOf } from '../indicators.ts'
import { techniquesOf } from '../techniques.ts'
import { toDoOf } from '../to-do.ts'

export const json: ReportFormat = {
  id: 'json',
  extension: 'json',
  summary: { zh: '全部内容,供程序读取', en: 'everything, for programs' },
  techniques: [],
  references: [],
  render(report) {
    const { yields: _, ...told } = report
    const value = {
      schema: 'davylamp.report.1',
      ...told,
      indicators: indicatorsOf(report),
      techniques: techniquesOf(report),
      cost: costOf(report) ?? null,
      remaining: toDoOf(report),
    }
    return `${JSON.stringify(value, undefined, 1)}\n`
  },
}
