// A plan as an OASIS CACAO 2.0 playbook, so that other tools and people can read and run it.
import type { Plan, Step } from '../core/plan.ts'
import type { Lang, Text } from '../core/text.ts'
import { adviceText } from '../core/words.ts'
import type { Json } from './json-lines.ts'
import { likeRandom, uuidOf } from './uuid.ts'

type Row = { readonly [key: string]: Json }

export interface CacaoPlaybook extends Row {
  readonly type: 'playbook'
  readonly spec_version: 'cacao-2.0'
  readonly id: string
  readonly workflow_start: string
  readonly workflow: Readonly<Record<string, Row>>
}

/** What a step is for, in the words of the playbook-activity-type vocabulary (§3.1.2). */
const activities: Readonly<Record<Step['stage'], string>> = {
  contain: 'restrict-access',
  evidence: 'analyze-collected-data',
  disarm: 'eliminate-risk',
  kill: 'eliminate-risk',
  vault: 'eliminate-risk',
  recover: 'restore-capabilities',
  harden: 'configure-systems',
}
const ofAdvice = 'configure-systems'

/** https://docs.oasis-open.org/cacao/security-playbooks/v2.0/security-playbooks-v2.0.html; the same plan always gives the same playbook. */
export function cacaoOf(plan: Plan, lang: Lang): CacaoPlaybook {
  const say = (text: Text): string => text[lang]
  const own = (kind: string, name: string): string => `${plan.id} ${plan.incident} ${plan.host} ${kind} ${name}`
  // Steps must have random ids, agents should; only a playbook may be named (§10.10).
  const idOf = (kind: string, name: string): string => `${kind}--${likeRandom(own(kind, name))}`
  const person = idOf('individual', 'operator')
  const host = idOf('linux', plan.host)
  const start = idOf('start', '')
  const end = idOf('end', '')
  const machine = { type: 'linux', name: plan.host, address: { dname: [plan.host] } }
  const byPerson = { agent: person, targets: [host] }
  const actions: (readonly [id: string, step: Row])[] = [
    ...plan.steps.map(step => [idOf('action', step.id), { ...actionOf(step, say), ...byPerson }] as const),
    ...plan.advice.map((advice, i) => {
      const { command } = advice
      const title = adviceText(advice)
      const how = command === undefined ? { type: 'manual', command: say(title) } : { type: 'bash', command, description: say(title) }
      const commands = [{ ...how, playbook_activity: ofAdvice }]
      const by = command === undefined ? byPerson : { agent: host }
      return [idOf('action', `advice ${i}`), { type: 'action', name: say(title), commands, ...by }] as const
    }),
  ]
  // Every playbook must have an action (§3.1).
  if (actions.length === 0) actions.push([idOf('action', 'none'), { ...nothingToDo(say), ...byPerson }])
  const next = (index: number): string => actions[index]?.[0] ?? end
  return {
    type: 'playbook',
    spec_version: 'cacao-2.0',
    id: `playbook--${uuidOf(own('playbook', ''))}`,
    name: say({
      zh: `处置 ${plan.host} 上的挖矿事件 ${plan.incident}`,
      en: `Response to the cryptomining incident ${plan.incident} on ${plan.host}`,
    }),
    description: describe(plan, say),
    playbook_types: ['mitigation', 'remediation'],
    playbook_activities: [
      ...new Set([
        ...plan.steps.map(s => activities[s.stage]),
        ...(plan.steps.length === 0 ? [ofAdvice] : []),
        ...plan.advice.map(() => ofAdvice),
      ]),
    ],
    created_by: `identity--${uuidOf('davylamp')}`,
    created: plan.createdAt,
    modified: plan.createdAt,
    labels: ['cryptomining', plan.incident, plan.id],
    workflow_start: start,
    workflow: {
      [start]: { type: 'start', on_completion: next(0) },
      ...Object.fromEntries(actions.map(([id, step], i) => [id, { ...step, on_completion: next(i + 1) }])),
      [end]: { type: 'end' },
    },
    agent_definitions: {
      [person]: { type: 'individual', name: say({ zh: '处置人员', en: 'Incident responder' }) },
      [host]: machine,
    },
    target_definitions: { [host]: machine },
  }
}

function actionOf(step: Step, say: (text: Text) => string): Row {
  const detail = Object.entries(step.detail).flatMap(([key, value]) => (key === 'entry' ? [] : [`${key}=${JSON.stringify(value)}`]))
  return {
    type: 'action',
    name: say(step.title),
    description: `${say(step.cost)} ${say(step.undoing)}`,
    commands: [
      {
        type: 'manual',
        playbook_activity: activities[step.stage],
        command: `${step.action} ${detail.join(' ')}`,
        description: say({
          zh: `${step.title.zh}。目标状态摘要 ${step.before};不符则停止。依据:${step.because.join('、')}`,
          en: `${step.title.en}. Digest of the target: ${step.before}; stop when it differs. Because of ${step.because.join(', ')}`,
        }),
      },
    ],
  }
}

function nothingToDo(say: (text: Text) => string): Row {
  const words = say({ zh: '没有需要执行的步骤', en: 'There is nothing to do' })
  return { type: 'action', name: words, commands: [{ type: 'manual', command: words, playbook_activity: ofAdvice }] }
}

function describe({ refused, steps }: Plan, say: (text: Text) => string): string {
  const head = say({ zh: `共 ${steps.length} 步。`, en: `${steps.length} steps.` })
  return [head, ...refused.map(r => `${r.target} [${r.guard}]: ${say(r.why)}`)].join('\n')
}
