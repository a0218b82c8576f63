// The report as a Word document; the library that writes it is large, and loaded only here.
import type { ReportFormat } from '../../core/report.ts'
import { documentOf } from '../compose.ts'

export const docx: ReportFormat = {
  id: 'docx',
  extension: 'docx',
  summary: { zh: 'Word 文档', en: 'a Word document' },
  techniques: [],
  references: ['https://ecma-international.org/publications-and-standards/standards/ecma-376/'],
  render: async (report, { lang, rasterise }) => (await import('../docx.ts')).docxOf(documentOf(report, lang), report.at, rasterise),
}
