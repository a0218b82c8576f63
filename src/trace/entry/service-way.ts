// Ways in through a service that answers the network: one set of questions, and each service says what it looks like.
import type { HostEvent, Verb } from '../../core/event.ts'
import type { LogSource } from '../../core/log-format.ts'
import type { About } from '../../core/module.ts'
import { some } from '../../core/some.ts'
import type { Text } from '../../core/text.ts'
import type { Closing, Clues, EntryCandidate, Hypothesis, Moment, Observation } from '../../core/trace.ts'
import { plantedByNobody } from '../login-story.ts'
import { hour, minute, msOf, second } from '../reckoning.ts'
import { isRefused, isTurnedAway } from '../refused.ts'
import { ask, before, idsOf, stands, text } from './asking.ts'
import { returned } from './ssh-way.ts'

export interface ServiceWay extends About {
  readonly title: Text
  /** What people call the service. */
  readonly name: Text
  /** Names under which it runs, is packaged or listens. */
  readonly services: RegExp
  /** What a process that it started inherits: control group, names of parents ("name exe account"), variables. */
  readonly lineage: RegExp
  /** Services with a way in of their own: what descends from one of them does not tell of this one. */
  readonly yieldsTo?: RegExp | undefined
  readonly variables?: RegExp | undefined
  /** The accounts it runs as; absent: as whoever asks for it, or as root. */
  readonly accounts?: RegExp | undefined
  /** Directories of its own. */
  readonly places?: RegExp | undefined
  /** Where it is dangerous to be reachable; absent: wherever it listens. */
  readonly ports?: readonly number[] | undefined
  readonly witnesses: readonly LogSource[]
  /** A record of it being abused. */
  attack(event: HostEvent): boolean
  /** Whether what the attack is made for is on this host at all. */
  plausible?(event: HostEvent, clues: Clues): boolean
  /** What malware that came this way leaves behind: keys of `StandingClues.remains`. */
  readonly remains?: readonly string[] | undefined
  /** Settings that leave it open. */
  readonly openBy?: RegExp | undefined
  more?(clues: Clues): Iterable<Observation>
  /** Whether the owner himself let it in by hand: then his session speaks against nobody, and no service is missed. */
  byHand?(clues: Clues): boolean
  /** What let it in, by all one knows, where no record tells of an attack. */
  deed?(clues: Clues): HostEvent | undefined
  readonly collect: readonly Text[]
  readonly close: readonly Closing[]
}

/** Seen on more days than this before, an attack is the noise of the net unless it comes right before the malware. */
const usualFrom = 0.3
const rightBefore = 10 * minute
const nearWithin = hour

export function serviceWay(way: ServiceWay): Hypothesis {
  const { id, summary, techniques, references, title } = way
  return {
    id,
    summary,
    techniques,
    references,
    title,
    observe: clues => observe(way, clues),
    entry: clues => entryOf(way, clues),
    collect: () => way.collect,
    close: () => way.close,
  }
}

function* observe(way: ServiceWay, clues: Clues): Generator<Observation> {
  const { name } = way
  const { standing } = clues
  const attacks = attacksOf(way, clues)
  const left = remains(way, clues)
  const found = lineage(way, clues)
  const byHand = way.byHand?.(clues) === true
  // Who planted a key or a job comes in by it afterwards: then the session speaks against nobody.
  const isExcused = left !== undefined || byHand || plantedByNobody(clues) !== undefined
  const descent = found?.answer === 'unseen' && isExcused ? undefined : found
  // What left something was there, whatever became of it since.
  const there = standing.services.some(s => way.services.test(s.name)) || left !== undefined || byHand || descent?.answer === 'seen'
  const said = [
    descent,
    left,
    stands(
      'present',
      standing.looked,
      there || attacks.near.length > 0,
      text(`本机装有或运行着 ${name.zh}`, `${name.en} is installed or runs here`),
      text(`本机没有 ${name.zh}`, `there is no ${name.en} on this host`),
    ),
    open(way, clues, attacks),
    owned(way, clues),
    placed(way, clues),
  ]
  for (const observation of said) if (observation !== undefined) yield observation
  yield* way.more?.(clues) ?? []
  yield ask(clues, {
    id: 'attacked',
    events: attacks.near,
    witnesses: attacks.earlier.length > 0 ? [] : way.witnesses,
    seen: text(
      `恶意程序出现前不久,${name.zh} 的日志中有利用记录:${tell(attacks.near)}`,
      `shortly before the malware ${name.en} was abused, by its log: ${tell(attacks.near)}`,
    ),
    unseen: text(`${name.zh} 的日志完整,没有被利用的记录`, `the log of ${name.en} is kept and tells of no abuse`),
  })
  if (attacks.earlier.length > 0)
    yield {
      id: 'attacked-earlier',
      answer: 'seen',
      text: text(
        `更早的时候 ${name.zh} 的日志中有利用记录:${tell(attacks.earlier)}`,
        `longer before the malware ${name.en} was abused, by its log: ${tell(attacks.earlier)}`,
      ),
      events: idsOf(attacks.earlier),
    }
  if (attacks.tried.length > 0)
    yield {
      id: 'attempted',
      answer: 'seen',
      text: text(
        `有人尝试攻击 ${name.zh},但未见成功或属日常扫描噪声`,
        `${name.en} was tried, but nothing tells of success, or it is the daily noise of scans`,
      ),
      events: idsOf(attacks.tried),
    }
  const last = nearest(attacks.near, clues)
  if (last !== undefined && isWithin(last, clues, rightBefore))
    yield {
      id: 'just-before',
      answer: 'seen',
      text: text('利用发生后十分钟内即出现恶意程序', 'within ten minutes of it the malware was there'),
      events: [last.id],
    }
}

interface Attacks {
  readonly near: readonly HostEvent[]
  readonly earlier: readonly HostEvent[]
  readonly tried: readonly HostEvent[]
}

/** What was not refused, and is rare here or came right before the malware; the nearer to it, the more it tells. */
function attacksOf(way: ServiceWay, clues: Clues): Attacks {
  const all = before(clues, e => way.attack(e))
  const worked = all.filter(
    e =>
      !isRefused(e) && way.plausible?.(e, clues) !== false && (isWithin(e, clues, rightBefore) || (isRare(e, clues) && !isTurnedAway(e))),
  )
  const near = worked.filter(e => isWithin(e, clues, nearWithin) && !isTurnedAway(e))
  return { near, earlier: worked.filter(e => !near.includes(e)), tried: all.filter(e => !worked.includes(e)) }
}

const isRare = (e: HostEvent, clues: Clues): boolean => clues.rarity(e) >= usualFrom

/** The first thing that he left: the malware, or the key by which he came back to bring it. */
function footholdOf(clues: Clues): Pick<Moment, 'at' | 'spread'> | undefined {
  const { anchor } = clues
  const planted = plantedByNobody(clues)?.planting?.at
  return anchor !== undefined && planted !== undefined && planted < anchor.at ? { at: planted, spread: 1 } : anchor
}

/** Before the foothold by no more than this, or after it by no more than clocks differ. Without one everything counts. */
function isWithin(e: HostEvent, clues: Clues, span: number): boolean {
  const anchor = footholdOf(clues)
  if (anchor === undefined) return true
  const wait = msOf(anchor.at) - msOf(e.until ?? e.at)
  return wait <= span && wait >= -2 * minute - (e.spread + anchor.spread) * 1000
}

/** What runs something, unlike a request that only asks. */
const deeds: ReadonlySet<Verb> = new Set(['exploit', 'container', 'command'])

/** Servers write a request down when it ends: what it started may be dated a little earlier. */
const written = 5 * second

/** For whom the malware's own process ran, if it says so; else the nearest to the anchor; else the first. */
export function nearest(events: readonly HostEvent[], clues: Clues): HostEvent | undefined {
  const { standing } = clues
  const anchor = footholdOf(clues)
  const client = standing.causal.find(c => c.key === 'REMOTE_ADDR')?.value
  const own = events.filter(e => client !== undefined && e.address === client)
  const chosen = own.length > 0 ? own : events
  if (anchor === undefined) return chosen[0]
  const until = msOf(anchor.at) + anchor.spread * 1000 + written
  // Within what clocks differ by, somebody's deed did it rather than a question.
  const unsure = (anchor.spread + 1) * second
  const wait = (e: HostEvent): number => Math.abs(msOf(anchor.at) - msOf(e.at))
  const isDeedThen = (e: HostEvent): number => (deeds.has(e.verb) && e.address !== undefined && wait(e) <= unsure ? 0 : 1)
  // Of equals the last: after what worked nobody goes on trying.
  const inTime = chosen.filter(e => msOf(e.at) <= until).toReversed()
  return inTime.sort((x, y) => isDeedThen(x) - isDeedThen(y) || wait(x) - wait(y))[0] ?? chosen[0]
}

function lineage(way: ServiceWay, { standing }: Clues): Observation | undefined {
  if (standing.causal.some(c => (c.key === 'cgroup' || c.key === 'parent' || c.key === 'beside') && way.yieldsTo?.test(c.value) === true))
    return undefined
  const own = standing.causal.filter(
    c =>
      ((c.key === 'cgroup' || c.key === 'parent' || c.key === 'beside') && way.lineage.test(c.value)) ||
      (way.variables?.test(`${c.key}=${c.value}`) === true && c.key !== 'cgroup' && c.key !== 'parent' && c.key !== 'beside'),
  )
  const [first] = own
  if (first !== undefined)
    return {
      id: 'descends',
      answer: 'seen',
      text: text(
        `恶意进程由 ${way.name.zh} 启动(${first.key}=${first.value.slice(0, 80)})`,
        `the malware's process descends from ${way.name.en} (${first.key}=${first.value.slice(0, 80)})`,
      ),
      events: own.flatMap(c => c.events),
    }
  const others = standing.causal.filter(c => (c.key === 'cgroup' && !returned.test(c.value)) || c.key === 'SSH_CONNECTION')
  if (others.length === 0) return undefined
  return {
    id: 'descends',
    answer: 'unseen',
    text: text(`恶意进程的来源不是 ${way.name.zh}`, `the malware's process does not descend from ${way.name.en}`),
    events: [],
  }
}

const anywhere = /^(?:0\.0\.0\.0|::|\*|\[::\]):/

function open(way: ServiceWay, { standing }: Clues, { near, earlier }: Attacks): Observation | undefined {
  const own = standing.services.filter(s => way.services.test(s.name))
  const isOnPort = (l: string): boolean => way.ports?.includes(Number(l.slice(l.lastIndexOf(':') + 1))) !== false
  const listens = own.flatMap(s => s.listens).filter(isOnPort)
  const set = standing.settings.filter(s => way.openBy?.test(s) === true)
  const wide = listens.filter(l => anywhere.test(l))
  if (wide.length > 0 || set.length > 0)
    return {
      id: 'open',
      answer: 'seen',
      text: text(
        `${way.name.zh} 对外开放:${[...wide, ...set].slice(0, 3).join('、')}`,
        `${way.name.en} is open to the network: ${[...wide, ...set].slice(0, 3).join(', ')}`,
      ),
      events: [],
    }
  // A web server that stands before it let the attack through.
  if (listens.length > 0 && [...near, ...earlier].some(e => e.source === 'web-access')) return undefined
  if (listens.length > 0)
    return {
      id: 'open',
      answer: 'unseen',
      text: text(`${way.name.zh} 只在本机监听`, `${way.name.en} listens on this host only`),
      events: [],
    }
  // It does not run, or only its own host reaches it; what listens in its place, by another name, may be itself or stand before it.
  const all = standing.services.flatMap(s => s.listens)
  const isSilent = own.length > 0 && own.every(s => s.listens.length === 0) && all.length > 0 && !all.some(isOnPort)
  if (way.ports === undefined || way.ports.length === 0 || !isSilent) return undefined
  return {
    id: 'open',
    answer: 'unseen',
    text: text(`${way.name.zh} 现在不监听网络`, `${way.name.en} does not listen to the network now`),
    events: [],
  }
}

function remains(way: ServiceWay, { standing }: Clues): Observation | undefined {
  const own = standing.remains.filter(r => way.remains?.includes(r.key) === true)
  if (own.length === 0) return undefined
  return {
    id: 'planted',
    answer: 'seen',
    text: text(
      `恶意程序的残留物本身出自 ${way.name.zh}(${own[0]?.value.slice(0, 80)})`,
      `what it left behind was written by ${way.name.en} (${own[0]?.value.slice(0, 80)})`,
    ),
    events: [...new Set(own.flatMap(r => r.findings))],
  }
}

function owned(way: ServiceWay, { standing }: Clues): Observation | undefined {
  const [first] = standing.owners
  if (first === undefined || way.accounts === undefined) return undefined
  const is = way.accounts.test(first)
  // Root owns what anybody left who became root: that speaks against nobody.
  if (!is && first === 'root') return undefined
  return {
    id: 'owned',
    answer: is ? 'seen' : 'unseen',
    text: text(`最早的恶意文件属于账户 ${first}`, `the earliest of its files belong to the account ${first}`),
    events: [],
  }
}

function placed(way: ServiceWay, { standing }: Clues): Observation | undefined {
  const own = standing.places.filter(p => way.places?.test(p) === true)
  if (own.length === 0) return undefined
  return {
    id: 'placed',
    answer: 'seen',
    text: text(`恶意文件位于 ${way.name.zh} 的目录下:${own[0]}`, `it lies in a directory of ${way.name.en}: ${own[0]}`),
    events: [],
  }
}

/** What did it, in short: the request, the command, the statement. */
export function tell(events: readonly HostEvent[]): string {
  const [e] = events
  if (e === undefined) return ''
  return (e.request ?? e.command ?? e.package ?? e.excerpt).slice(0, 120)
}

function entryOf(way: ServiceWay, clues: Clues): EntryCandidate['entry'] {
  const { near, earlier } = attacksOf(way, clues)
  const worked = near.length > 0 ? near : earlier
  const event = nearest(worked, clues) ?? way.deed?.(clues)
  const events = some(
    worked.length === 0 && event !== undefined
      ? [event.id]
      : idsOf(worked.filter(e => Math.abs(msOf(e.at) - msOf(event?.at ?? e.at)) <= hour)),
  )
  if (event === undefined || events === undefined) return undefined
  const { at, spread, address, user } = event
  return { at, spread, address, user, by: tell([event]), events }
}
