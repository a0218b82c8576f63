// What a look after a response found, for a person: what came back and by which mechanism, what is left, what is only new.
import { styleText } from 'node:util'
import type { Aftermath, Returned, Waiting } from '../case/verify-response.ts'
import { nameOf } from '../core/entity.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { NextLook } from '../core/proof.ts'
import { isDue } from '../core/proof.ts'
import type { Lang, Text } from '../core/text.ts'
import { verdicts } from '../core/words.ts'
import { type Say, sayer } from './language.ts'
import { hindrance } from './render-response.ts'
import { safe, short } from './safe.ts'

const width = 110
const widest = 200

export function renderAftermath(after: Aftermath, lang: Lang): string {
  const say = sayer(lang)
  const [doors, residue] = [after.residue.filter(isDoor), after.residue.filter(f => !isDoor(f))]
  const hits = after.signs.filter(s => s.hit)
  const alarming = [
    ...brokenLines(after, lang),
    ...listed(
      say({ zh: '又回来了:', en: 'Came back:' }),
      after.returned.map(r => returnedLine(r, say)),
    ),
    ...listed(
      say({ zh: '攻击者仍在活动:', en: 'The attacker is at work:' }),
      hits.map(s => short(say(s.said), widest)),
    ),
    ...listed(
      say({ zh: '仍有残留:', en: 'Still there:' }),
      residue.map(f => findingLine(f, say)),
    ),
    ...listed(
      say({ zh: '入侵的入口仍然开着:', en: 'The way in is still open:' }),
      doors.map(f => findingLine(f, say)),
    ),
    ...listed(
      say({ zh: '复查看到的事件:', en: 'Incidents that a fresh scan sees:' }),
      after.incidents.map(i => incidentLine(i, say)),
    ),
  ]
  const calm = say({
    zh: '复查:已处置的没有残留,也没有东西回来。',
    en: 'Looked again: of what was answered nothing is left, and nothing came back.',
  })
  const lines = [
    ...(alarming.length > 0 ? alarming : [styleText('green', calm)]),
    ...listed(
      say({ zh: '安全护栏未让触碰、仍需您处理的:', en: 'What a guard kept from being touched is left to you:' }),
      after.spared.map(f => findingLine(f, say)),
    ),
    ...listed(
      say({ zh: '处置之后新出现、请您确认是否自己添加的:', en: 'New since the response; check that it is your own:' }),
      after.signs.filter(s => !s.hit).map(s => short(say(s.said), widest)),
      'yellow',
    ),
    ...listed(
      say({
        zh: '这台主机上另有事件,需单独处置(davylamp respond 编号):',
        en: 'Other incidents on this host want an answer of their own (davylamp respond ID):',
      }),
      after.others.map(i => incidentLine(i, say)),
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** Keys, accounts and settings through which somebody can enter again. */
function isDoor(finding: Finding): boolean {
  return finding.class === 'access'
}

function findingLine({ title, id }: Finding, say: Say): string {
  return `${short(say(title), width)} ${styleText('dim', id)}`
}

function incidentLine({ id, verdict, family }: Incident, say: Say): string {
  return `${id} ${say(verdicts[verdict])}${family === undefined ? '' : ` · ${safe(family)}`}`
}

function brokenLines({ broken }: Aftermath, lang: Lang): string[] {
  const say = sayer(lang)
  return listed(
    say({ zh: '已执行但不再有效的步骤:', en: 'Done, but no longer so:' }),
    broken.map(({ step, detail }) => `${step.id} ${short(say(step.title), width)} – ${short(hindrance(detail, lang), width)}`),
  )
}

function returnedLine({ name, by }: Returned, say: Say): string {
  return `${short(name, 80)} – ${by.map(b => short(say(b.said), widest)).join(say({ zh: ';', en: '; ' }))}`
}

function listed(head: string, items: readonly string[], colour: 'red' | 'yellow' = 'red'): string[] {
  return items.length === 0 ? [] : [styleText(colour, head), ...items.map(item => `  ${item}`)]
}

/** What works against the cleaning, a line each: kept with the look. */
export function whyBack({ returned, signs, broken, fresh }: Aftermath): readonly Text[] {
  return [
    ...returned.map(
      ({ name, by: [first] }): Text => ({
        zh: `${name}:${first?.said.zh ?? ''}`,
        en: `${name}: ${first?.said.en ?? ''}`,
      }),
    ),
    ...signs.filter(s => s.hit).map(s => s.said),
    ...broken.map(
      ({ step }): Text => ({ zh: `步骤 ${step.id} 不再有效:${step.title.zh}`, en: `${step.id} no longer holds: ${step.title.en}` }),
    ),
    ...fresh.map(({ id }): Text => ({ zh: `复查看到事件 ${id}`, en: `a fresh scan sees the incident ${id}` })),
  ]
}

/** The first line kept with a look that was a hit; undefined where there is none. */
export function firstWhy(detail: string, say: Say): string | undefined {
  try {
    const [first] = JSON.parse(detail) as readonly Partial<Text>[]
    return typeof first?.zh === 'string' && typeof first.en === 'string' ? short(say({ zh: first.zh, en: first.en }), widest) : undefined
  } catch {
    return undefined
  }
}

/** What the wait does not prove. */
export function renderBeyond({ beyond }: Waiting, lang: Lang): string {
  if (beyond.length === 0) return ''
  const say = sayer(lang)
  const names = beyond.slice(0, 6).map(m => `  ${short(nameOf(m.id), 80)}${m.when === '' ? '' : ` (${short(m.when, 40)})`}`)
  const head = {
    zh: `下列机制的下一次触发没有等到,由之后的复查来证明(共 ${beyond.length} 项):`,
    en: `Not waited for, as they strike later or by no clock (${beyond.length}); the looks to come prove them:`,
  }
  return `${styleText('dim', [say(head), ...names].join('\n'))}\n`
}

/** When the next look is, in the words of a list: "next look 2026-05-02 02:00 UTC". */
export function nextLookText(next: NextLook | undefined, now: number): Text | undefined {
  if (next === undefined) return undefined
  if (isDue(next, now)) return { zh: '该复查了', en: 'a look is due' }
  const at = `${next.at.slice(0, 16).replace('T', ' ')} UTC`
  return { zh: `下次复查 ${at}`, en: `next look ${at}` }
}
