// A document as Markdown (CommonMark with GitHub's tables), for tickets and wikis.
import type { Block, Document, Inline, Prose, Table } from './document.ts'
import { bandOf, percent } from './say.ts'

export function markdownOf({ lang, title, verdict, cover, chapters, foot }: Document): string {
  const colon = lang === 'zh' ? '\uff1a' : ': '
  const parts = [
    `# ${escaped(title)}`,
    `**${escaped(verdict.text)}**`,
    pairs(cover, colon),
    ...chapters.flatMap(chapter => [`## ${escaped(chapter.title)}`, ...chapter.blocks.map(block => blockOf(block, colon))]),
    '---',
    escaped(foot),
  ]
  return `${parts.join('\n\n')}\n`
}

function blockOf(block: Block, colon: string): string {
  switch (block.kind) {
    case 'prose':
      return proseOf(block.text)
    case 'heading':
      return `### ${escaped(block.text)}`
    case 'note':
      return `> ${proseOf(block.text)}`
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${proseOf(item)}`).join('\n')
    case 'checklist':
      return block.items.map(item => `- [ ] ${proseOf(item)}`).join('\n')
    case 'pairs':
      return pairs(block.rows, colon)
    case 'table':
      return tableOf(block)
    case 'bars':
      return block.bars
        .map(
          ({ label, share, band: [low, high] }) =>
            `- ${proseOf(label)}${colon}**${escaped(percent(share))}** (${escaped(bandOf(low, high))})`,
        )
        .join('\n')
    case 'figure':
      return proseOf(block.told)
  }
}

function pairs(rows: readonly (readonly [string, Prose])[], colon: string): string {
  return rows.map(([name, value]) => `- ${escaped(name)}${colon}${proseOf(value)}`).join('\n')
}

function tableOf({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(head.map(escaped)),
    line(head.map(() => '---')),
    ...rows.map(row => line(row.map(cell => proseOf(cell).replaceAll('|', '\\|')))),
  ].join('\n')
}

function proseOf(text: Prose): string {
  return text.map(inlineOf).join('')
}

function inlineOf(part: Inline): string {
  if (typeof part === 'string') return escaped(part)
  if (part.role === 'link') return `[${escaped(part.text)}](${part.to})`
  if (part.role === 'code') return codeOf(part.text)
  return part.role === 'strong' ? `**${escaped(part.text)}**` : escaped(part.text)
}

/** Fenced by more backticks than it holds (CommonMark 6.1). */
function codeOf(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(m => m[0].length))
  const fence = '`'.repeat(longest + 1)
  const edge = text.startsWith('`') || text.endsWith('`') || text.trim() === '' ? ' ' : ''
  return `${fence}${edge}${text}${edge}${fence}`
}

/** Every character that could begin a construct is escaped (CommonMark 2.4): evidence never becomes markup. What does so at the start of a line alone is left alone elsewhere. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~&$]/g, char => (char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '&' ? '&amp;' : `\\${char}`))
    .replace(/^([+-])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
}
