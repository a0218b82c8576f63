// A plan as a CACAO 2.0 playbook (OASIS Committee Specification 01, 2023-11-27), for the tools of a security operations centre.
import type { Plan, Step } from '../core/plan.ts'
import { ordered } from './perform.ts'

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

/**
 * One action step for each step of the plan, in the order of performing, carried out by davylamp on the host. `uuid` gives a fresh UUIDv4
 * each time it is asked.
 */
export function cacaoOf(plan: Plan, uuid: () => string): Json {
  const steps = ordered(plan.steps)
  const [agent, target] = [`linux--${uuid()}`, `linux--${uuid()}`]
  const [start, end] = [`start--${uuid()}`, `end--${uuid()}`]
  const ids = steps.map(() => `action--${uuid()}`)
  const actions = steps.map((step, i): [string, Json] => [
    ids[i]!,
    actionOf(plan, step, { agent, targets: [target], on_completion: ids[i + 1] ?? end }),
  ])
  return {
    type: 'playbook',
    spec_version: 'cacao-2.0',
    id: `playbook--${uuid()}`,
    name: `davylamp response to ${plan.incident} on ${plan.host}`,
    description: plan.refused.map(r => `Not done, for ${r.guard} forbids it: ${r.target}: ${r.why.en}`).join('\n'),
    playbook_types: ['mitigation', 'remediation'],
    created_by: `identity--${uuid()}`,
    created: plan.createdAt,
    modified: plan.createdAt,
    revoked: false,
    workflow_start: start,
    workflow: {
      [start]: { type: 'start', on_completion: ids[0] ?? end },
      ...Object.fromEntries(actions),
      [end]: { type: 'end' },
    },
    agent_definitions: { [agent]: { type: 'linux', name: plan.host, description: 'where davylamp runs' } },
    target_definitions: { [target]: { type: 'linux', name: plan.host, description: 'the host of the incident' } },
    external_references: plan.advice.map(({ title, command }) => ({
      name: 'left to a person',
      description: command === undefined ? title.en : `${title.en}: ${command}`,
    })),
  }
}

function actionOf(plan: Plan, step: Step, place: { readonly [key: string]: Json }): Json {
  const root = plan.root === '' ? '' : ` --root ${quoted(plan.root)}`
  return {
    type: 'action',
    name: `${step.id} ${step.title.en}`,
    description: `${step.stage}; ${step.risk}; cost: ${step.cost.en}; undo: ${step.undoing.en}; because of ${step.because.join(', ')}`,
    ...place,
    commands: [{ type: 'bash', command: `davylamp respond ${plan.incident}${root} --step ${step.id} --yes` }],
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
