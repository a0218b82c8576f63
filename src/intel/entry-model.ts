// Priors and weights of the ways in, from rules/entry: read with care.
import type { EntryModel, EntryRule, ObservationWeight } from '../core/entry-model.ts'
import { type Gap, gap } from '../core/gap.ts'
import { jsonOf } from '../parse/feeds/json.ts'
import { at, membersAt, stringAt } from '../parse/json.ts'
import { plainReader, ruleFiles } from './lists.ts'

/** Further from the truth than this no single observation is to carry anybody: e⁷ is a thousand to one. */
const heaviest = 7

/** The rule a file describes, or what is wrong with it. */
export function parseEntryRule(text: string): EntryRule | string {
  const value = jsonOf(text)
  const id = stringAt(value, 'id')
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) return 'id must be kebab-case'
  const [prior, doubt] = [numberAt(value, 'prior'), numberAt(value, 'doubt')]
  if (prior === undefined || !(prior > 0 && prior < 1)) return 'prior must be between 0 and 1'
  if (doubt === undefined || doubt < 0 || doubt > heaviest) return `doubt must be between 0 and ${heaviest}`
  const rationale = { zh: stringAt(at(value, 'rationale'), 'zh'), en: stringAt(at(value, 'rationale'), 'en') }
  if (rationale.zh === '' || rationale.en === '') return 'rationale is required in both languages'
  const sources = at(value, 'sources')
  if (!Array.isArray(sources) || sources.length === 0 || !sources.every(s => typeof s === 'string')) return 'sources are required'
  const observations = new Map<string, ObservationWeight>()
  for (const [name, member] of membersAt(value, 'observations')) {
    const weight = weightOf(member)
    if (typeof weight === 'string') return `${name}: ${weight}`
    observations.set(name, weight)
  }
  return { id, prior, doubt, rationale, sources, observations }
}

function weightOf(member: unknown): ObservationWeight | string {
  const seen = numberAt(member, 'seen') ?? 0
  const unseen = numberAt(member, 'unseen') ?? 0
  const silent = numberAt(member, 'silent') ?? 0
  const wiped = numberAt(member, 'wiped') ?? silent
  const doubt = numberAt(member, 'doubt') ?? Math.max(0.3, Math.max(Math.abs(seen), Math.abs(unseen)) * 0.2)
  if (![seen, unseen, silent, wiped, doubt].every(n => Math.abs(n) <= heaviest)) return `weights lie between -${heaviest} and ${heaviest}`
  if (stringAt(member, 'why') === '') return 'why is required'
  const group = stringAt(member, 'group')
  if (group === '') return 'group is required'
  return { seen, unseen, silent, wiped, doubt, group, direct: at(member, 'direct') === true }
}

function numberAt(value: unknown, name: string): number | undefined {
  const number = at(value, name)
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** All rules; a file that is wrong is a gap, and its way in is then judged by nothing but a small prior. */
export function loadEntryModel(reader = plainReader): { readonly model: EntryModel; readonly gaps: readonly Gap[] } {
  const model = new Map<string, EntryRule>()
  const gaps: Gap[] = []
  for (const { path, text } of ruleFiles('entry', '.json', reader)) {
    const rule = parseEntryRule(text)
    if (typeof rule === 'string') gaps.push(gap(path, 'malformed', rule))
    else model.set(rule.id, rule)
  }
  return { model, gaps }
}
