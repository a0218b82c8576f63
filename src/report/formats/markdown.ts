// The report as Markdown.
import type { ReportFormat } from '../../core/report.ts'
import { documentOf } from '../compose.ts'
import { markdownOf } from '../markdown.ts'

export const markdown: ReportFormat = {
  id: 'md',
  extension: 'md',
  summary: { zh: 'Markdown,用于工单与维基', en: 'Markdown for tickets and wikis' },
  techniques: [],
  references: ['https://spec.commonmark.org/0.31.2/', 'https://github.github.com/gfm/'],
  render: (report, { lang }) => markdownOf(documentOf(report, lang)),
}
