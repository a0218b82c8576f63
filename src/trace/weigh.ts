// Weighing: answers become log-odds, log-odds become probabilities that add up to 1, each with the band that stated doubts allow.
import type { EntryModel, EntryRule, ObservationWeight } from '../core/entry-model.ts'
import type { Observation, Weighed } from '../core/trace.ts'

/** Who cannot be told from the rest by what is left. */
export const unknownId = 'unknown'

/** What each further observation of one group adds, as a share of the one before: they mostly say again what the strongest said. */
const echo = 0.25
/** Circumstances alone, however many, never say more than this (e⁶: four hundred to one). */
const mostOfCircumstances = 6
/** Without a direct witness nothing is told as surer than this. */
export const surestWithoutWitness = 0.9
const leastScore = -10

export interface Answered {
  readonly id: string
  readonly observations: readonly Observation[]
}

export interface Judged {
  readonly id: string
  readonly posterior: number
  readonly band: readonly [low: number, high: number]
  readonly weighed: readonly Weighed[]
  /** Something ties the malware itself to it. */
  readonly direct: boolean
}

interface Score {
  readonly id: string
  readonly score: number
  readonly doubt: number
  readonly weighed: readonly Weighed[]
  readonly direct: boolean
}

/** What is worth less points nowhere: a port that is open, a server that takes passwords. */
const leastHint = 1
/** A way is pointed to by hints that are worth this much together: somebody who belongs here and came just before is none yet. */
const leastPointer = 2

/** "unknown" is told whether anything at all points to any other way in. */
export function withPointer(answers: readonly Answered[], model: EntryModel): readonly Answered[] {
  const points = answers.some(({ id, observations }) => {
    const hints = observations
      .map(o => (o.answer === 'seen' ? (model.get(id)?.observations.get(o.id)?.seen ?? 0) : 0))
      .filter(w => w >= leastHint)
    return id !== unknownId && hints.reduce((sum, w) => sum + w, 0) >= leastPointer
  })
  const pointer: Observation = {
    id: 'nothing-points',
    answer: points ? 'unseen' : 'seen',
    text: points
      ? { zh: '有痕迹指向某种途径', en: 'some traces point to a way in' }
      : { zh: '没有任何痕迹指向某种途径', en: 'no trace points to any way in' },
    events: [],
  }
  return answers.map(a => (a.id === unknownId ? { id: a.id, observations: [...a.observations, pointer] } : a))
}

/** Likeliest first. */
export function weigh(answers: readonly Answered[], model: EntryModel): readonly Judged[] {
  const total = [...model.values()].reduce((sum, rule) => sum + rule.prior, 0) || 1
  const scores = answers.map(({ id, observations }) => scoreOf(id, observations, model.get(id), total))
  const posteriors = capped(scores, softmax(scores.map(s => s.score)))
  return scores
    .map(({ id, weighed, direct }, at): Judged => {
      const [low, high] = bandOf(scores, at)
      const posterior = posteriors[at] ?? 0
      return { id, posterior, band: [Math.min(low, posterior), Math.max(high, posterior)], weighed, direct }
    })
    .sort((a, b) => b.posterior - a.posterior || (a.id < b.id ? -1 : 1))
}

function scoreOf(id: string, observations: readonly Observation[], rule: EntryRule | undefined, total: number): Score {
  const prior = Math.log((rule?.prior ?? 0.001) / total)
  if (rule === undefined) return { id, score: prior, doubt: 1, weighed: [], direct: false }
  const known = observations.flatMap(o => {
    const weight = rule.observations.get(o.id)
    return weight === undefined ? [] : [{ o, weight, value: answeredWith(o, weight) }]
  })
  const weighed: Weighed[] = []
  let [witnessed, circumstances, against, doubt] = [0, 0, 0, rule.doubt ** 2]
  for (const group of Map.groupBy(known, k => `${k.weight.group} ${Math.sign(k.value)}`).values()) {
    for (const [place, { o, weight, value }] of group.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).entries()) {
      const share = echo ** place
      const counted = value * share
      if (counted < 0) against += counted
      else if (weight.direct && o.answer === 'seen') witnessed += counted
      else circumstances += counted
      if (value !== 0) doubt += (weight.doubt * share) ** 2
      weighed.push({
        id: o.id,
        kind: o.answer === 'silent' ? 'missing' : counted < 0 ? 'against' : 'for',
        weight: Math.round(counted * 100) / 100,
        text: o.text,
        events: o.events,
      })
    }
  }
  const eased = mostOfCircumstances * (1 - Math.exp(-circumstances / mostOfCircumstances))
  return {
    id,
    score: prior + Math.max(leastScore, witnessed + eased + against),
    doubt: Math.sqrt(doubt),
    weighed: weighed.filter(w => w.weight !== 0 || w.kind === 'missing').sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    direct: known.some(({ o, weight, value }) => weight.direct && o.answer === 'seen' && value > 0),
  }
}

function answeredWith({ answer, wiped }: Observation, weight: ObservationWeight): number {
  return answer === 'silent' && wiped === true ? weight.wiped : weight[answer]
}

export function softmax(scores: readonly number[]): readonly number[] {
  const top = Math.max(...scores)
  const powers = scores.map(score => Math.exp(score - top))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / sum)
}

/** What is surer than circumstances allow goes to "unknown". */
function capped(scores: readonly Score[], posteriors: readonly number[]): readonly number[] {
  const unknown = scores.findIndex(s => s.id === unknownId)
  const over = posteriors.findIndex((p, at) => p > surestWithoutWitness && scores[at]?.direct === false && at !== unknown)
  if (over < 0 || unknown < 0) return posteriors
  const excess = (posteriors[over] ?? 0) - surestWithoutWitness
  return posteriors.map((p, at) => (at === over ? p - excess : at === unknown ? p + excess : p))
}

/** At worst its own weights are too high and its strongest rival's too low, each by its doubt; at best the other way round. */
function bandOf(scores: readonly Score[], own: number): readonly [number, number] {
  const plain = scores.map(s => s.score)
  const rivals = plain.map((score, at) => (at === own ? -Infinity : score))
  const rival = rivals.indexOf(Math.max(...rivals))
  const moved = (sign: 1 | -1): number => {
    const shifted = scores.map(({ score, doubt }, at) => (at === own ? score + sign * doubt : at === rival ? score - sign * doubt : score))
    return capped(scores, softmax(shifted))[own] ?? 0
  }
  return [moved(-1), moved(1)]
}
