// Every way to write a report down.
import type { ReportFormat } from '../core/report.ts'
import { documentOf } from './compose.ts'
import { htmlOf } from './html.ts'
import { jsonOf } from './json.ts'
import { markdownOf } from './markdown.ts'

const html: ReportFormat = {
  id: 'html',
  extension: 'html',
  summary: { zh: '单个网页文件,可打印,不含脚本', en: 'one web page, prints well, no script' },
  techniques: [],
  references: ['https://www.w3.org/TR/WCAG22/', 'https://www.w3.org/TR/CSP3/'],
  render: (report, { lang }) => htmlOf(documentOf(report, lang)),
}

const markdown: ReportFormat = {
  id: 'md',
  extension: 'md',
  summary: { zh: 'Markdown,用于工单与维基', en: 'Markdown for tickets and wikis' },
  techniques: [],
  references: ['https://spec.commonmark.org/0.31.2/', 'https://github.github.com/gfm/'],
  render: (report, { lang }) => markdownOf(documentOf(report, lang)),
}

const json: ReportFormat = {
  id: 'json',
  extension: 'json',
  summary: { zh: '全部内容,供程序读取', en: 'everything, for programs' },
  techniques: [],
  references: [],
  render: jsonOf,
}

/** Loaded only when it is asked for: the library is large. */
const docx: ReportFormat = {
  id: 'docx',
  extension: 'docx',
  summary: { zh: 'Word 文档', en: 'a Word document' },
  techniques: [],
  references: ['https://ecma-international.org/publications-and-standards/standards/ecma-376/'],
  render: async (report, { lang }) => (await import('./docx.ts')).docxOf(documentOf(report, lang), report.at),
}

export const reportFormats: readonly ReportFormat[] = [html, docx, markdown, json]
