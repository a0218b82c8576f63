// The contract of a chapter: what it is called, and how it is written from a case.
import type { ReportCase } from '../core/report.ts'
import type { Lang, Text } from '../core/text.ts'
import type { Block } from './document.ts'

export interface ChapterWriter {
  /** Anchor, kebab-case. */
  readonly id: string
  readonly title: Text
  write(report: ReportCase, lang: Lang): readonly Block[]
}
