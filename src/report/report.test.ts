// Every format of every case: deterministic, in both languages, and deaf to what evidence tries.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { bareCase, finding, fullCase, hostile, wallet } from '../../test/report-case.ts'
import type { ReportCase } from '../core/report.ts'
import { chapters } from './chapters/index.ts'
import { documentOf } from './compose.ts'
import { htmlOf } from './html.ts'
import { reportFormats } from './index.ts'
import { markdownOf } from './markdown.ts'

const langs = ['zh', 'en'] as const
const html = (report: ReportCase, lang: 'zh' | 'en' = 'en'): string => htmlOf(documentOf(report, lang))
const withEvidence = (excerpt: string): ReportCase => {
  const [first] = finding.evidence
  const findings = [{ ...finding, evidence: [{ ...first, excerpt }] }] as const
  return { ...fullCase, incident: { ...fullCase.incident, findings } }
}

describe('every format', () => {
  for (const format of reportFormats) {
    for (const lang of langs) {
      test(`${format.id} in ${lang} is the same twice, of a full and of a bare case`, async () => {
        for (const report of format.needs === undefined ? [fullCase, bareCase] : [fullCase]) {
          const [one, other] = [await format.render(report, { lang }), await format.render(structuredClone(report), { lang })]
          assert.ok(one.length > 100)
          assert.deepEqual(one, other)
        }
      })
    }
  }
})

test('chapters have ids of their own and titles in both languages', () => {
  assert.equal(new Set(chapters.map(c => c.id)).size, chapters.length)
  for (const { title } of chapters) assert.match(title.zh, /[\u4e00-\u9fff]/)
})

test('a Chinese report has no English sentence of ours, and the other way round', () => {
  assert.doesNotMatch(html(fullCase, 'en').replace(/某|矿灯/g, ''), /[\u4e00-\u9fff]/)
  const chinese = html(fullCase, 'zh')
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<code>.*?<\/code>/gs, '')
    .replace(/某 [^<]*/g, '')
    .replace(/<[^>]*>/g, ' ')
  assert.doesNotMatch(chinese, /\b(?:the|and|was|not|is)\b [a-z]+/)
})

test('what an incident says is in the page: verdict, way in, evidence, digests, what is left', () => {
  const page = html(fullCase)
  for (const wanted of [
    'Cryptomining confirmed',
    'Redis without a password',
    '203.0.113.77',
    wallet,
    'give Redis a password',
    '93 %',
    'a'.repeat(64),
    'has open transactions',
    'shop2',
  ])
    assert.ok(page.includes(wanted), wanted)
})

describe('evidence never becomes markup', () => {
  test('HTML: no element, no attribute, no control character comes from it', () => {
    for (const lang of langs) {
      const page = html(fullCase, lang)
      assert.doesNotMatch(page, /<script|<img|<iframe|javascript:alert\(3\)"|[\u0000-\u0009\u000b-\u001f\u202e]/)
      assert.doesNotMatch(page, /<[^>]*\bon\w+=/i)
      assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;'))
    }
  })

  test('property: whatever stands in evidence, the elements of the page are the same', () => {
    const shape = (page: string): string => [...page.matchAll(/<\/?([a-z0-9]+)/g)].map(m => m[1]).join(' ')
    const wanted = shape(html(withEvidence('x')))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => shape(html(withEvidence(`x${text}`))) === wanted),
      { numRuns: 60 },
    )
  })

  test('Markdown: it opens no link, no emphasis, no table cell, no HTML', () => {
    const text = markdownOf(documentOf(fullCase, 'en'))
    assert.doesNotMatch(text.replace(/`+[^`].*?`+/g, ''), /<script|(?<!\\)\]\(javascript/)
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202e]/)
    assert.ok(text.includes('## '))
  })

  test('Word: the parts are whole XML, and a picture of random names has none', async () => {
    const format = reportFormats.find(f => f.id === 'docx')!
    const parts = unzipSync((await format.render(fullCase, { lang: 'zh' })) as Uint8Array)
    const text = strFromU8(parts['word/document.xml']!)
    assert.ok(text.includes('&lt;script&gt;'))
    assert.ok(text.includes('Microsoft YaHei'))
    // Every relationship that the text names is there.
    const rels = strFromU8(parts['word/_rels/document.xml.rels']!)
    for (const [, id = ''] of text.matchAll(/r:(?:id|embed)="([^"]+)"/g)) assert.ok(rels.includes(`Id="${id}"`), id)
    assert.ok(strFromU8(parts['docProps/core.xml']!).includes(fullCase.at))
  })
})

test('names as long as an intruder likes make no longer reports', async () => {
  for (const unit of ['A', '<']) {
    const big = unit.repeat(1 << 18)
    const both = { zh: big, en: big }
    const [process] = fullCase.incident.origins!.processes
    const incident = {
      ...fullCase.incident,
      family: big,
      findings: [{ ...finding, title: both }] as const,
      origins: { files: [], processes: [{ ...process!, name: big }] },
    }
    const graph = { ...fullCase.trace!.graph, nodes: fullCase.trace!.graph.nodes.map(node => ({ ...node, label: big })) }
    const trace = { ...fullCase.trace!, graph, timeline: fullCase.trace!.timeline.map(e => ({ ...e, user: big, excerpt: big })) }
    const report = { ...fullCase, incident, trace, custody: fullCase.custody.map(c => ({ ...c, how: big, source: big })) }
    for (const id of ['html', 'docx', 'md']) {
      const written = await reportFormats.find(f => f.id === id)!.render(report, { lang: 'zh' })
      assert.ok(written.length < 200_000, `${id} of ${unit}: ${written.length}`)
    }
  }
})

test('links lead to the web page of a technique or into the page, nowhere else', () => {
  for (const [, target = ''] of html(fullCase).matchAll(/href="([^"]*)"/g))
    assert.match(target, /^(?:#[a-z-]+|https:\/\/attack\.mitre\.org\/techniques\/T[\d/]+)$/)
})

test('nothing is loaded: no source, no style sheet, no script', () => {
  assert.doesNotMatch(html(fullCase), /<[^>]*\bsrc=|<link|url\((?!#)|@import|<script/)
  assert.match(
    html(fullCase),
    /Content-Security-Policy" content="default-src &#39;none&#39;|Content-Security-Policy" content="default-src 'none'/,
  )
  assert.ok(hostile.includes('<script>'))
})
