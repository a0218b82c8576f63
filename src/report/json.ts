// The case as JSON: all that a report is made of, with the indicators, techniques and figures worked out, for programs.
import type { ReportCase } from '../core/report.ts'
import { costOf } from './cost.ts'
import { indicatorsOf } from './indicators.ts'
import { techniquesOf } from './techniques.ts'
import { toDoOf } from './to-do.ts'

export function jsonOf(report: ReportCase): string {
  const { yields: _, ...told } = report
  const value = {
    schema: 'davylamp.report.1',
    ...told,
    indicators: indicatorsOf(report.incident),
    techniques: techniquesOf(report),
    cost: costOf(report) ?? null,
    remaining: toDoOf(report),
  }
  return `${JSON.stringify(value, undefined, 1)}\n`
}
