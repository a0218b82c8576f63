// A document as Word (Office Open XML), with Chinese fonts named and the same bytes each time.
import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  type IRunOptions,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  Document as WordDocument,
  Table as WordTable,
} from 'docx'
import type { Instant } from '../core/instant.ts'
import type { ReportOptions } from '../core/report.ts'
import { type Bar, type Block, type Document, type Inline, type Prose, plainOf, type Table, type Tone } from './document.ts'
import { drawingSize } from './drawing-size.ts'
import { sameBytes } from './same-bytes.ts'
import { bandOf, percent } from './say.ts'

/** Latin in a font that every Office has, Chinese in the one that Chinese Windows has and others replace. */
const font = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Calibri', eastAsia: 'Microsoft YaHei' } as const
const codeFont = { ascii: 'Consolas', hAnsi: 'Consolas', cs: 'Consolas', eastAsia: 'Microsoft YaHei' } as const
const colours: Readonly<Record<Tone, string>> = { bad: 'B42318', warning: '8A5300', good: '0B6B3A', plain: '1D2430' }
const tints: Readonly<Record<Tone, string>> = { bad: 'FDECEA', warning: 'FFF4DD', good: 'E5F6EC', plain: 'F5F7FA' }
const lamp = 'A35F00'
const soft = '5B6675'
/** Text width of A4 with these margins, in twentieths of a point. */
const margin = 1020
const textWidth = 11906 - 2 * margin
const barCells = 30
/** Pixels, on a page that lies on its side. */
const widestPicture = 970

type Rasterise = ReportOptions['rasterise']

export async function docxOf(document: Document, at: Instant, rasterise: Rasterise): Promise<Uint8Array> {
  const { title, verdict, cover, chapters, foot, lang } = document
  const front = [
    new Paragraph({ children: [run('davylamp 矿灯', { color: lamp, bold: true })] }),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(title)] }),
    new Paragraph({
      spacing: { after: 240 },
      children: [run(` ${verdict.text} `, { bold: true, size: 30, color: colours[verdict.tone], shading: shade(tints[verdict.tone]) })],
    }),
    pairsOf(cover),
  ]
  const parts = chapters.map(({ title: name, blocks }, i) => ({
    wide: blocks.some(block => block.kind === 'figure'),
    children: [
      new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(`${i + 1}  `, { color: lamp }), run(name)] }),
      ...blocks.flatMap((block, index) => blockOf(block, index, rasterise)),
    ],
  }))
  const footer = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [run(`${foot} · `, { size: 16, color: soft }), new TextRun({ children: [PageNumber.CURRENT], size: 16, color: soft, font })],
  })
  const word = new WordDocument({
    title,
    creator: 'davylamp',
    description: foot,
    styles: {
      default: {
        document: {
          run: { font, size: 21, language: { value: lang === 'zh' ? 'zh-CN' : 'en-GB', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { after: 80, line: 300, lineRule: LineRuleType.AUTO } },
        },
        title: {
          run: { font, size: 44, bold: true },
          paragraph: { spacing: { before: 120, after: 160, line: 240, lineRule: LineRuleType.AUTO } },
        },
        heading1: {
          run: { font, size: 30, bold: true, color: colours.plain },
          paragraph: { spacing: { before: 400, after: 160 }, keepNext: true },
        },
        heading2: {
          run: { font, size: 23, bold: true, color: colours.plain },
          paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
        },
      },
    },
    numbering: {
      config: [
        {
          reference: 'numbers',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1.',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 480, hanging: 400 } } },
            },
          ],
        },
        {
          reference: 'dots',
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 400, hanging: 260 } } },
            },
          ],
        },
      ],
    },
    sections: sectionsOf([{ wide: false, children: front }, ...parts]).map(({ wide, children }) => ({
      properties: {
        page: {
          margin: { top: margin, bottom: margin, left: margin, right: margin },
          ...(wide && { size: { orientation: PageOrientation.LANDSCAPE } }),
        },
      },
      footers: { default: new Footer({ children: [footer] }) },
      children,
    })),
  })
  return sameBytes(await Packer.toBuffer(word), at)
}

type Part = Paragraph | WordTable

interface Section {
  /** A chapter with a drawing lies on its side: upright nobody could read it. */
  readonly wide: boolean
  readonly children: readonly Part[]
}

/** Chapters that lie the same way follow each other on the page. */
function sectionsOf(parts: readonly Section[]): readonly Section[] {
  const sections: Section[] = []
  for (const part of parts) {
    const last = sections.at(-1)
    if (last === undefined || last.wide !== part.wide) sections.push(part)
    else sections[sections.length - 1] = { wide: part.wide, children: [...last.children, ...part.children] }
  }
  return sections
}

function blockOf(block: Block, index: number, rasterise: Rasterise): readonly Part[] {
  switch (block.kind) {
    case 'prose':
      return [new Paragraph({ children: proseOf(block.text) })]
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [run(block.text)] })]
    case 'note':
      return [
        new Paragraph({
          children: proseOf(block.text, { color: colours[block.tone] }),
          shading: shade(tints[block.tone]),
          border: { left: { style: BorderStyle.SINGLE, size: 24, space: 8, color: colours[block.tone] } },
          indent: { left: 160 },
        }),
      ]
    case 'list':
      return block.items.map(
        item =>
          new Paragraph({
            children: proseOf(item),
            numbering: { reference: block.ordered ? 'numbers' : 'dots', level: 0, instance: index },
          }),
      )
    case 'checklist':
      return block.items.map(item => new Paragraph({ children: [run('☐  '), ...proseOf(item)], indent: { left: 400, hanging: 400 } }))
    case 'pairs':
      return [pairsOf(block.rows)]
    case 'table':
      return [tableOf(block), new Paragraph({ children: [] })]
    case 'bars':
      return block.bars.map(barOf)
    case 'figure':
      return [
        ...figureOf(block.svg, plainOf(block.told), rasterise),
        new Paragraph({ children: proseOf(block.told, { color: soft, size: 18 }) }),
      ]
  }
}

/** Word shows no SVG that is styled: without a picture the words below it have to do. */
function figureOf(svg: string, told: string, rasterise: Rasterise): readonly Paragraph[] {
  const { width, height } = drawingSize(svg)
  const data = rasterise?.(svg, width, height)
  if (data === undefined) return []
  const scale = Math.min(1, widestPicture / width)
  const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) }
  const picture = new ImageRun({ type: 'png', data, transformation, altText: { name: 'graph', title: 'graph', description: told } })
  return [new Paragraph({ alignment: AlignmentType.CENTER, children: [picture] })]
}

/** Probabilities as a row of blocks: Word has no bars that every program shows. */
function barOf({ label, share, band: [low, high] }: Bar): Paragraph {
  const full = Math.round(share * barCells)
  return new Paragraph({
    children: [
      ...proseOf(label),
      run('  '),
      run('█'.repeat(full), { color: lamp, font: codeFont, size: 16 }),
      run('░'.repeat(barCells - full), { color: 'D9DEE6', font: codeFont, size: 16 }),
      run(`  ${percent(share)} `, { bold: true }),
      run(`(${bandOf(low, high)})`, { color: soft }),
    ],
  })
}

const line = { style: BorderStyle.SINGLE, size: 4, color: 'D9DEE6' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const ruled = { top: line, bottom: line, left: none, right: none, insideHorizontal: line, insideVertical: none } as const
const bare = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none } as const

function tableOf({ head, rows, widths }: Table): WordTable {
  const all = widths.reduce((sum, w) => sum + w, 0)
  const columnWidths = widths.map(w => Math.round((w / all) * textWidth))
  const cell = (children: readonly ParagraphChild[], column: number, fill?: string): TableCell =>
    new TableCell({
      children: [new Paragraph({ children, spacing: { after: 40 } })],
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
      margins: { top: 50, bottom: 50, left: 90, right: 90 },
      ...(fill !== undefined && { shading: shade(fill) }),
    })
  return new WordTable({
    columnWidths,
    width: { size: textWidth, type: WidthType.DXA },
    borders: ruled,
    rows: [
      new TableRow({
        tableHeader: true,
        children: head.map((h, i) => cell([run(h, { bold: true, color: soft, size: 19 })], i, tints.plain)),
      }),
      ...rows.map(row => new TableRow({ cantSplit: true, children: row.map((text, i) => cell(proseOf(text, { size: 19 }), i)) })),
    ],
  })
}

function pairsOf(rows: readonly (readonly [string, Prose])[]): WordTable {
  const columnWidths = [Math.round(textWidth * 0.2), Math.round(textWidth * 0.8)]
  const cell = (children: readonly ParagraphChild[], column: number): TableCell =>
    new TableCell({
      children: [new Paragraph({ children, spacing: { after: 20 } })],
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
    })
  return new WordTable({
    columnWidths,
    width: { size: textWidth, type: WidthType.DXA },
    borders: bare,
    rows: rows.map(([name, value]) => new TableRow({ children: [cell([run(name, { color: soft })], 0), cell(proseOf(value), 1)] })),
  })
}

function proseOf(text: Prose, options: Partial<IRunOptions> = {}): ParagraphChild[] {
  return text.map(part => inlineOf(part, options))
}

function inlineOf(part: Inline, options: Partial<IRunOptions>): ParagraphChild {
  if (typeof part === 'string') return run(part, options)
  if (part.role === 'link')
    return part.to.startsWith('https://')
      ? new ExternalHyperlink({ link: part.to, children: [run(part.text, { ...options, color: '0B57D0' })] })
      : run(part.text, options)
  if (part.role === 'code') return run(part.text, { size: 18, ...options, font: codeFont, shading: shade(tints.plain) })
  return part.role === 'strong' ? run(part.text, { ...options, bold: true }) : run(part.text, { ...options, color: soft, size: 18 })
}

function run(text: string, options: Partial<IRunOptions> = {}): TextRun {
  return new TextRun({ font, ...options, text })
}

function shade(fill: string): { readonly type: typeof ShadingType.CLEAR; readonly color: 'auto'; readonly fill: string } {
  return { type: ShadingType.CLEAR, color: 'auto', fill }
}
