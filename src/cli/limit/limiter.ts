// One look at who guesses passwords, and what is done about it: bans as orders, and those who are left alone with the reason.

import { refusalOf } from '../../case/plan.ts'
import { blockStep } from '../../case/plan-orders.ts'
import { entity } from '../../core/entity.ts'
import type { Instant } from '../../core/instant.ts'
import type { Limits } from '../../core/limits.ts'
import type { Step } from '../../core/plan.ts'
import type { Some } from '../../core/some.ts'
import type { Lang, Text } from '../../core/text.ts'
import { type Ban, judgeLogins, type LoginTry, sourceOf } from '../../harden/login-limits.ts'
import { readOrders } from '../../store/orders.ts'
import { carryOut } from '../carry-out.ts'
import { type Ground, stands, withOrders } from '../orders.ts'
import { inWords } from '../response.ts'

export const limitName = 'limit'

export interface Spared {
  readonly source: string
  readonly why: Text
}

export interface Round {
  readonly bans: readonly Ban[]
  readonly spared: readonly Spared[]
  readonly guessed: readonly LoginTry[]
  /** Sources that had come in before. */
  readonly habitual: ReadonlySet<string>
  /** All that was to be done was. */
  readonly isDone: boolean
}

export interface Limiting {
  readonly state: string
  readonly lang: Lang
  readonly limits: Limits
  /** Ban, try without touching anything, or only say who it would be. */
  readonly act: 'ban' | 'rehearse' | 'tell'
  /** Networks of the own site may be banned, too. */
  readonly inside: boolean
  /** Addresses this host talks to of its own accord, and those the user named. */
  readonly known: ReadonlySet<string>
}

/** `habitual`: sources that are known to have come in, from earlier looks. */
export async function limitRound(
  tries: readonly LoginTry[],
  habitual: ReadonlySet<string>,
  ground: Ground,
  now: Instant,
  { state, lang, limits, act, inside, known }: Limiting,
): Promise<Round> {
  const given = inWords(lang, () => readOrders(state)).filter(({ step }) => step.detail['name'] === limitName)
  const earlier = new Map(
    [...Map.groupBy(given, ({ step }) => whoOf(step))].map(([who, orders]) => [
      who,
      orders.map(o => Date.parse(String(o.step.detail['since']))),
    ]),
  )
  const running = new Set(given.filter(o => stands(o) && (o.until ?? '9') > now).map(({ step }) => whoOf(step)))
  const judged = judgeLogins(tries, limits, earlier, Date.parse(now))
  const talked = new Set([...known].map(address => sourceOf(address, limits)))
  const spared: Spared[] = [...habitual].filter(s => judged.bans.some(b => b.source === s)).map(source => ({ source, why: cameIn }))
  const bans: { readonly ban: Ban; readonly step: Step }[] = []
  const around = { ...ground.around, approved: inside }
  const refusalFor = (address: string): Text | undefined =>
    refusalOf({ action: 'block-address', target: entity('ip', address), detail: { addresses: [address] } }, ground.facts, around)?.why
  for (const ban of judged.bans) {
    const { source } = ban
    if (running.has(source) || habitual.has(source)) continue
    const why = talked.has(source) ? talksTo : refusalFor(source)
    // A network that may not be banned as a whole (it is the operator's, too) is banned address by address.
    const single =
      why === undefined || !source.includes('/') ? [] : [...new Set(ban.tries.map(t => t.address))].filter(a => refusalFor(a) === undefined)
    const addresses = why === undefined ? [source] : single
    if (addresses.length > 0) bans.push({ ban, step: blockStep(wishOf(ban, addresses, now, inside), ground.around.lifelines) })
    else if (why !== undefined) spared.push({ source, why })
  }
  const outcomes =
    bans.length === 0 || act === 'tell'
      ? []
      : await withOrders(state, ground.host, lang, (open, scene) => {
          const first = Number(open.nextId().slice(1))
          const steps = bans.map(({ step }, i) => ({ ...step, id: `N${first + i}` }))
          return carryOut({ steps }, scene, open.journal, { dryRun: act === 'rehearse' }, lang)
        })
  return {
    bans: bans.map(({ ban }) => ban),
    spared,
    guessed: [...new Map(judged.guessed.map(one => [`${one.address} ${one.user}`, one])).values()],
    habitual: new Set([...habitual, ...judged.habitual]),
    isDone: outcomes.every(({ result }) => result === 'done' || result === 'would'),
  }
}

const cameIn: Text = { zh: '该来源此前曾正常登录', en: 'it had logged in before' }
const talksTo: Text = { zh: '本机会主动连接它,或由您指定放过', en: 'this host talks to it of its own accord, or you named it' }

function whoOf({ target }: Step): string {
  return target.slice(target.indexOf(':') + 1)
}

/** Lifelines need not be tried for each of hundreds: the guards know them. */
function wishOf(ban: Ban, addresses: readonly string[], now: Instant, approved: boolean) {
  const { source, tries, until, since } = ban
  const because: Some<string> = [tries[0]?.locator ?? '', tries.at(-1)?.locator ?? '']
  return {
    id: 'N0',
    name: limitName,
    what: source,
    addresses,
    isName: false,
    seconds: Math.max(1, Math.round((until - Date.parse(now)) / 1000)),
    reason: reasonOf(ban),
    because,
    approved,
    since: new Date(since).toISOString(),
  }
}

/** "12 refusals of sshd as 3 accounts in 10 min, time 2" */
function reasonOf({ tries, level }: Ban): Text {
  const services = [...new Set(tries.map(t => t.service))].join(', ')
  const accounts = new Set(tries.map(t => t.user)).size
  const minutes = Math.max(1, Math.round(((tries.at(-1)?.at ?? 0) - (tries[0]?.at ?? 0)) / 60_000))
  return {
    zh: `${minutes} 分钟内 ${services} 拒绝 ${tries.length} 次,${accounts} 个账户,第 ${level} 次`,
    en: `${tries.length} refusals of ${services} as ${accounts} account${accounts === 1 ? '' : 's'} in ${minutes} min, time ${level}`,
  }
}
