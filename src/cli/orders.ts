// Standing orders to the network at the terminal: what they are judged by, carrying them out, taking them back, clearing away what has expired.
import { networkInterfaces } from 'node:os'
import { gather } from '../case/gather.ts'
import type { Around } from '../case/guards/guard.ts'
import type { Outcome } from '../case/perform.ts'
import { guarded, perform, phrase } from '../case/perform.ts'
import { refusalOf } from '../case/plan.ts'
import { aroundOf } from '../case/plan-around.ts'
import { type Undone, undo } from '../case/undo.ts'
import { nameResolution } from '../collect/name-resolution.ts'
import { network } from '../collect/network.ts'
import { processes } from '../collect/processes.ts'
import { sockets } from '../collect/sockets.ts'
import type { Scene } from '../core/action.ts'
import type { Facts } from '../core/facts.ts'
import type { HostView } from '../core/host.ts'
import type { Step } from '../core/plan.ts'
import type { Lang } from '../core/text.ts'
import { sharedAddresses } from '../intel/load.ts'
import { type OpenOrders, type Order, openOrders, readOrders } from '../store/orders.ts'
import { actionsById } from './actions.ts'
import { carryOut, tell } from './carry-out.ts'
import { sayer } from './language.ts'
import { rawRules } from './own-files.ts'
import { outcomeLine } from './render-response.ts'
import { inWords, openHost, sceneOn, worded } from './response.ts'

export interface Ground {
  readonly host: HostView
  readonly facts: Facts
  readonly around: Around
}

const collectors = [processes, sockets, network, nameResolution]

/** The host as the guards have to know it now. */
export function lookAround(approved: boolean, management: readonly string[] = []): Ground {
  const host = openHost('')
  const facts = gather(host, { collectors, persistence: [] }, () => {})
  const ownAddresses = Object.values(networkInterfaces()).flatMap(list => list?.map(({ address }) => address) ?? [])
  const isShared = sharedAddresses(rawRules())
  return {
    host,
    facts,
    around: aroundOf({ host, facts, accused: new Map() }, [], { approved, findings: [], management, isShared, ownAddresses }),
  }
}

/** Nobody else gives orders meanwhile. What a run that was cut short left is finished first, and what has expired is cleared away. */
export async function withOrders<T>(
  state: string,
  host: HostView,
  lang: Lang,
  work: (open: OpenOrders, scene: Scene) => Promise<T> | T,
): Promise<T> {
  try {
    const open = openOrders(state)
    try {
      const scene = sceneOn(host, open.vault)
      const now = new Date().toISOString()
      const [over, begun] = [
        open.orders().filter(o => stands(o) && (o.until ?? '9') <= now),
        open.orders().filter(o => o.standing === 'intended'),
      ]
      for (const { step } of over) for (const _ of undo({ steps: [step] }, scene, actionsById, open.journal));
      for (const { step } of begun.filter(o => !over.includes(o)))
        for (const outcome of perform({ steps: [step] }, scene, actionsById, open.journal)) tell(outcomeLine(outcome, lang))
      return await work(open, scene)
    } finally {
      open.close()
    }
  } catch (error) {
    throw worded(lang, error)
  }
}

export function stands({ standing }: Order): boolean {
  return standing === 'done' || standing === 'intended'
}

/** Carries a step out unless a guard is against it, and says so; undefined when it was refused. */
export async function give(
  step: Step,
  { facts, around }: Ground,
  open: OpenOrders,
  scene: Scene,
  lang: Lang,
  dryRun: boolean,
): Promise<Outcome | undefined> {
  const refusal = refusalOf(step, facts, around)
  if (refusal !== undefined) {
    tell(`${sayer(lang)({ zh: `拒绝:${refusal.why.zh}`, en: `Refused: ${refusal.why.en}` })}\n`)
    return undefined
  }
  const [outcome] = await carryOut({ steps: [step] }, scene, open.journal, { dryRun }, lang)
  return outcome
}

/** The newest first. */
export function takeBack(orders: readonly Order[], open: OpenOrders, scene: Scene, lang: Lang): readonly Undone[] {
  const undone = orders.toReversed().flatMap(({ step }) => [...undo({ steps: [step] }, scene, actionsById, open.journal)])
  for (const one of undone) tell(outcomeLine(one, lang))
  return undone
}

export const orderId = /^N\d+$/

/** Takes back one order, or all that stand. */
export async function undoOrders(state: string, lang: Lang, id?: string): Promise<readonly Undone[]> {
  const wanted = (order: Order): boolean => stands(order) && (id ?? order.step.id) === order.step.id
  if (!inWords(lang, () => readOrders(state)).some(wanted)) return []
  return withOrders(state, openHost(''), lang, (open, scene) => takeBack(open.orders().filter(wanted), open, scene, lang))
}

/** Puts orders that stand back into force where the kernel has forgotten them, for the time that is left; how many could not be. */
export function renew(open: OpenOrders, scene: Scene, lang: Lang): number {
  const standing = open.orders().filter(stands)
  // An allow-list takes the place of the one before.
  const newest = standing.findLast(o => o.step.action === 'filter-egress')
  let failed = 0
  for (const { step, until } of standing.filter(o => o.step.action !== 'filter-egress' || o === newest)) {
    const action = actionsById.get(step.action)
    const left = until === undefined ? step.detail['seconds'] : Math.max(1, Math.round((Date.parse(until) - Date.now()) / 1000))
    const go = open.journal.resume({ ...step, detail: { ...step.detail, seconds: left ?? 0 } })
    if (action === undefined || go === undefined || guarded(step, () => action.verify(step, scene)) === undefined) continue
    // What was tried both ways needs nobody to say so again.
    const isTimed = step.action === 'filter-egress' && step.detail['mode'] === 'block'
    const hindrance =
      guarded(step, () => action.apply(go, scene)) ?? (isTimed ? scene.control.network?.confirm(String(step.detail['name'])) : undefined)
    if (hindrance !== undefined) failed++
    tell(
      outcomeLine(
        { step, result: hindrance === undefined ? 'done' : 'failed', detail: hindrance === undefined ? '' : phrase(hindrance) },
        lang,
      ),
    )
  }
  return failed
}
