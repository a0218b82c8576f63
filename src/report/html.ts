// A document as one HTML file: no script, nothing fetched, readable in light and dark, by screen readers and on paper.
import type { Bar, Block, Chapter, Document, Inline, Prose, Table } from './document.ts'
import { plainOf } from './document.ts'
import { style } from './html-style.ts'
import { bandOf, percent } from './say.ts'

const contents = { zh: '目录', en: 'Contents' } as const
/** Nothing runs and nothing is loaded, whatever evidence tries: even a browser that finds a script in it would refuse. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

export function htmlOf(document: Document): string {
  const { lang, title, verdict, cover, chapters, foot } = document
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)} · ${escaped(foot)}</title>`,
    `<style>${style}</style>`,
  ]
  const body = [
    '<header class="cover">',
    `<p class="brand">davylamp 矿灯</p>`,
    `<h1>${escaped(title)}</h1>`,
    `<p class="verdict ${verdict.tone}">${escaped(verdict.text)}</p>`,
    pairs(cover),
    '</header>',
    `<nav aria-label="${attribute(contents[lang])}"><h2>${contents[lang]}</h2><ol>`,
    ...chapters.map(c => `<li><a href="#${attribute(c.id)}">${escaped(c.title)}</a></li>`),
    '</ol></nav>',
    '<main>',
    ...chapters.map(chapterOf),
    '</main>',
    `<footer>${escaped(foot)}</footer>`,
  ]
  return `<!doctype html>\n<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${body.join('\n')}\n</body>\n</html>\n`
}

function chapterOf({ id, title, blocks }: Chapter, index: number): string {
  const anchor = attribute(id)
  return [
    `<section id="${anchor}" aria-labelledby="${anchor}-title">`,
    `<h2 id="${anchor}-title"><span class="number">${index + 1}</span> ${escaped(title)}</h2>`,
    ...blocks.map(blockOf),
    '</section>',
  ].join('\n')
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'prose':
      return `<p>${proseOf(block.text)}</p>`
    case 'heading':
      return `<h3>${escaped(block.text)}</h3>`
    case 'note':
      return `<p class="note ${block.tone}">${proseOf(block.text)}</p>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map(item => `<li>${proseOf(item)}</li>`).join('\n')}</${tag}>`
    }
    case 'checklist':
      return `<ul class="checklist">${block.items.map(item => `<li><span aria-hidden="true">☐</span> ${proseOf(item)}</li>`).join('\n')}</ul>`
    case 'pairs':
      return pairs(block.rows)
    case 'table':
      return tableOf(block)
    case 'bars':
      return `<div class="bars" role="list">${block.bars.map(barOf).join('\n')}</div>`
    case 'figure':
      return `<figure><div class="drawing" role="region" aria-label="${attribute(plainOf(block.told))}" tabindex="0">${block.svg}</div><figcaption>${proseOf(block.told)}</figcaption></figure>`
  }
}

function pairs(rows: readonly (readonly [string, Prose])[]): string {
  return `<dl>${rows.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${proseOf(value)}</dd></div>`).join('\n')}</dl>`
}

function tableOf({ head, rows, widths }: Table): string {
  const all = widths.reduce((sum, w) => sum + w, 0)
  const columns = widths.map(w => `<col style="width:${((w / all) * 100).toFixed(1)}%">`).join('')
  const cells = rows.map(
    row => `<tr>${row.map((cell, i) => `<td data-head="${attribute(head[i] ?? '')}">${proseOf(cell)}</td>`).join('')}</tr>`,
  )
  return `<div class="table"><table><colgroup>${columns}</colgroup><thead><tr>${head.map(h => `<th scope="col">${escaped(h)}</th>`).join('')}</tr></thead><tbody>\n${cells.join('\n')}\n</tbody></table></div>`
}

function barOf({ label, share, band: [low, high] }: Bar): string {
  const at = (value: number): string => (Math.min(1, Math.max(0, value)) * 100).toFixed(1)
  return (
    `<div class="bar" role="listitem"><span class="label">${proseOf(label)}</span>` +
    `<span class="track" aria-hidden="true"><span class="fill" style="width:${at(share)}%"></span>` +
    `<span class="band" style="left:${at(low)}%;width:${at(high - low)}%"></span></span>` +
    `<span class="value">${escaped(percent(share))} <small>${escaped(bandOf(low, high))}</small></span></div>`
  )
}

function proseOf(text: Prose): string {
  return text.map(inlineOf).join('')
}

function inlineOf(part: Inline): string {
  if (typeof part === 'string') return escaped(part)
  const text = escaped(part.text)
  if (part.role === 'link') return /^(?:https:\/\/|#)/.test(part.to) ? `<a href="${attribute(part.to)}" rel="noreferrer">${text}</a>` : text
  if (part.role === 'code') return `<code>${text}</code>`
  return part.role === 'strong' ? `<strong>${text}</strong>` : `<span class="quiet">${text}</span>`
}

/** Text between tags. */
function escaped(text: string): string {
  return text.replace(/[&<>]/g, char => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'))
}

function attribute(text: string): string {
  return escaped(text).replace(/["']/g, char => (char === '"' ? '&quot;' : '&#39;'))
}
