// The chapters, in the order in which they are read.
import type { ChapterWriter } from '../chapter.ts'
import { actions } from './actions.ts'
import { cost } from './cost.ts'
import { custody } from './custody.ts'
import { duties } from './duties.ts'
import { entry } from './entry.ts'
import { findings } from './findings.ts'
import { graph } from './graph.ts'
import { indicators } from './indicators.ts'
import { lessons } from './lessons.ts'
import { proof } from './proof.ts'
import { remaining } from './remaining.ts'
import { scope } from './scope.ts'
import { signOff } from './sign-off.ts'
import { summary } from './summary.ts'
import { techniques } from './techniques.ts'
import { timeline } from './timeline.ts'

export const chapters: readonly ChapterWriter[] = [
  summary,
  cost,
  timeline,
  graph,
  entry,
  findings,
  actions,
  remaining,
  duties,
  proof,
  indicators,
  techniques,
  scope,
  custody,
  lessons,
  signOff,
]
