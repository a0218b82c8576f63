// How they got in: the candidates with their probabilities, and for the likeliest what speaks for it, against it, and what is missing.

import type { Text } from '../../core/text.ts'
import type { EntryCandidate, SourceState, Weighed } from '../../core/trace.ts'
import { sourceNames, witnessWords } from '../../core/trace-words.ts'
import type { ChapterWriter } from '../chapter.ts'
import type { Block, Prose } from '../document.ts'
import { code, heading, list, percent, prose, quiet, type Say, sayer, strong, table, timeWithin } from '../say.ts'
import { techniqueLinks } from '../techniques.ts'

const mostCandidates = 5
const mostExplained = 3
/** Below it a candidate is not worth a line. */
const leastShare = 0.005

const standings: Readonly<Record<'established' | 'likely' | 'open', Text>> = {
  established: { zh: '入口已证实。', en: 'The way in is established.' },
  likely: { zh: '入口很可能如下,尚缺直接证据。', en: 'The way in is likely as follows; a direct witness is missing.' },
  open: { zh: '现有记录不足以确定入口;下面是各种可能。', en: 'What is left on record does not decide; these are the possibilities.' },
}

const kinds: Readonly<Record<Weighed['kind'], Text>> = {
  for: { zh: '支持', en: 'for' },
  against: { zh: '反对', en: 'against' },
  missing: { zh: '缺失', en: 'missing' },
}

export const entry: ChapterWriter = {
  id: 'entry',
  title: { zh: '如何进入', en: 'How they got in' },
  write({ trace }, lang) {
    const say = sayer(lang)
    if (trace === undefined)
      return [
        {
          kind: 'note',
          tone: 'warning',
          text: [
            say({
              zh: '尚未溯源。运行 davylamp trace 后重新生成报告。',
              en: 'Not traced yet: run davylamp trace and write the report again.',
            }),
          ],
        },
      ]
    const told = trace.candidates.filter(c => c.posterior >= leastShare).slice(0, mostCandidates)
    return [
      { kind: 'note', tone: trace.standing === 'open' ? 'warning' : 'bad', text: [say(standings[trace.standing])] },
      prose(
        say({
          zh: '条形为后验概率,细线为各权重与先验在其误差内变动时概率所处的范围。',
          en: 'Bars are posterior probabilities; the thin line is where they stay when weights and priors are off by their stated doubt.',
        }),
      ),
      { kind: 'bars', bars: told.map(c => ({ label: [say(c.title)], share: c.posterior, band: c.band })) },
      ...told.slice(0, mostExplained).flatMap(c => explained(c, say)),
      ...collect(trace.collectNext, say),
      heading(say({ zh: '日志是否还在', en: 'Which logs are left' })),
      sources(trace.sources, say),
    ]
  },
}

function explained(candidate: EntryCandidate, say: Say): readonly Block[] {
  const { title, techniques, posterior, entry: by, weighed } = candidate
  const order: readonly Weighed['kind'][] = ['for', 'against', 'missing']
  const sorted = weighed.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || Math.abs(b.weight) - Math.abs(a.weight))
  const said: Block[] = [heading(`${say(title)} · ${percent(posterior)}`)]
  if (techniques.length > 0) said.push(prose(...techniqueLinks(techniques, say)))
  if (by !== undefined) {
    const parts: Prose = [
      strong(timeWithin(by.at, by.spread)),
      ...(by.address === undefined ? [] : [say({ zh: ',来自 ', en: ', from ' }), code(by.address)]),
      ...(by.user === undefined ? [] : [say({ zh: ',账户 ', en: ', as ' }), code(by.user)]),
      ...(by.by === undefined ? [] : [say({ zh: ':', en: ': ' }), code(by.by)]),
    ]
    said.push({ kind: 'note', tone: 'bad', text: parts })
  }
  if (sorted.length > 0)
    said.push(
      table(
        [
          say({ zh: '方向', en: 'Speaks' }),
          say({ zh: '观察', en: 'Observation' }),
          say({ zh: '权重', en: 'Weight' }),
          say({ zh: '证据', en: 'Evidence' }),
        ],
        [1, 6, 1, 2],
        sorted.map(w => [[say(kinds[w.kind])], [say(w.text)], [weight(w)], [quiet([...new Set(w.events)].slice(0, 4).join(' '))]]),
      ),
    )
  return said
}

/** As a factor: "×10" makes it ten times as likely. */
function weight({ weight: log }: Weighed): string {
  const factor = Math.exp(Math.abs(log))
  const shown = factor >= 10 ? Math.round(factor) : Number(factor.toPrecision(2))
  return Math.abs(log) < 0.01 ? '×1' : log > 0 ? `×${shown}` : `÷${shown}`
}

function collect(next: readonly Text[], say: Say): readonly Block[] {
  return next.length === 0
    ? []
    : [heading(say({ zh: '下一步收集什么能下定论', en: 'What to collect next to decide' })), list(next.map(t => [say(t)]))]
}

function sources(all: readonly SourceState[], say: Say): Block {
  const told = all.filter(s => s.state !== 'absent' || s.paths.length > 0)
  return table(
    [
      say({ zh: '日志', en: 'Log' }),
      say({ zh: '状态', en: 'State' }),
      say({ zh: '覆盖时段', en: 'Covers' }),
      say({ zh: '断档', en: 'Holes' }),
    ],
    [4, 3, 8, 8],
    told.map(s => [
      [say(sourceNames(s.source))],
      [say(witnessWords[s.state])],
      [
        s.from === undefined || s.to === undefined
          ? '–'
          : `${s.from.slice(0, 16).replace('T', ' ')} – ${s.to.slice(0, 16).replace('T', ' ')}`,
      ],
      s.holes.length === 0
        ? ['–']
        : s.holes
            .slice(0, 3)
            .flatMap((h, i) => [
              ...(i > 0 ? ['; '] : []),
              `${h.from.slice(0, 16).replace('T', ' ')} – ${h.to.slice(0, 16).replace('T', ' ')} ${say(h.why)}`,
            ]),
    ]),
  )
}
