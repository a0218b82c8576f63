// The report as one HTML file.
import type { ReportFormat } from '../../core/report.ts'
import { documentOf } from '../compose.ts'
import { htmlOf } from '../html.ts'

export const html: ReportFormat = {
  id: 'html',
  extension: 'html',
  summary: { zh: '单个网页文件,可打印,不含脚本', en: 'one web page, prints well, no script' },
  techniques: [],
  references: ['https://www.w3.org/TR/WCAG22/', 'https://www.w3.org/TR/CSP3/'],
  render: (report, { lang }) => htmlOf(documentOf(report, lang)),
}
