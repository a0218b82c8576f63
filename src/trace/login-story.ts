// The story of a login over SSH: who failed before from the same address, how long the address is known here, and whether the malware hangs on it.
import type { HostEvent } from '../core/event.ts'
import type { Clues } from '../core/trace.ts'
import { isInside } from '../parse/inside-address.ts'
import { type Planting, plantingOf } from './planted-key.ts'
import { day, hour, minute, msOf } from './reckoning.ts'

/** How the malware hangs on a login, the strongest first. */
export type Tie = 'port' | 'session' | 'address' | 'owner' | 'near'

export interface LoginStory {
  /** Absent where only the malware's own environment tells of it: its record is gone. */
  readonly login?: HostEvent | undefined
  readonly address: string
  readonly user?: string | undefined
  readonly by: 'password' | 'key' | 'other'
  /** Failures from the same address in the two days before, or what of them is out of the ordinary where it is known, and the events that tell of them. */
  readonly failures: number
  readonly failed: readonly HostEvent[]
  /** The account was guessed at from many addresses in the hour before, this one among them. */
  readonly manyGuessers: boolean
  /** Days before on which somebody came in from the same address (or its neighbourhood). */
  readonly knownDays: number
  /** Its key has come from elsewhere on many days: its home is another address. */
  readonly keyStrayed: boolean
  /** Another host of one's own network, not the gateway behind which the whole world stands. */
  readonly inside: boolean
  /** Nobody ever came from there within hours of this time of the day. */
  readonly oddHour: boolean
  readonly tie: Tie
  /** Somebody cut the lines of this address out of the texts; only the record of failures still has them. */
  readonly cutOut?: true | undefined
  /** Its key had been written there shortly before. */
  readonly planting?: Planting | undefined
  /** The malware hangs on this later login, whose key was written in the session of this one. */
  readonly via?: LoginStory | undefined
}

/** What a login is by its story: one of the ways in over SSH. */
export type LoginKind = 'guessed' | 'inside' | 'key' | 'password' | 'friend' | 'planted' | 'unclear'

/** Fewer failures are a person who forgot a password. */
export const fewestGuesses = 10
const guessedWithin = 2 * day
const friendlyDays = 3
/** Logins of the owner of what was dropped count this long, others only right before it. */
const ownerWithin = day
const nearWithin = 30 * minute
const mostStories = 40
/** A client of a known address with an old password tries a dozen times. */
const fewestFromFriends = 20
/** Guessing from a known address is a burst: within an hour, and this much of what failed there in two days. */
const burst = 0.25
/** Hours of the day between this login and any other from there. */
const oddFrom = 2.5
const ties: readonly Tie[] = ['port', 'session', 'address', 'owner', 'near']

/** Whether it came after guessing, from wherever. */
export const isGuessed = ({ failures, manyGuessers, by }: LoginStory): boolean =>
  by !== 'key' && (failures >= fewestGuesses || manyGuessers)

export function kindOf(story: LoginStory): LoginKind {
  const { by, knownDays, keyStrayed, inside, planting } = story
  if (isGuessed(story)) return inside ? 'inside' : 'guessed'
  if (knownDays >= friendlyDays) return 'friend'
  // From inside it came from that host, whoever wrote the key, unless that is on record.
  if (planting !== undefined && (planting.by !== undefined || !inside)) return 'planted'
  // The host of an inside address that nobody knows may be a VPN's; that the key was taken from its home is certain.
  if (keyStrayed) return 'key'
  if (inside) return 'inside'
  return by === 'other' ? 'unclear' : by
}

/** Whether the malware itself, not only the time, points to it. */
export const isTied = ({ tie }: LoginStory): boolean => tie === 'port' || tie === 'session' || tie === 'address'

/** Logins before the anchor that may have been the entry, the most telling first; where the malware hangs on one, only those count. */
export function loginStories(clues: Clues): readonly LoginStory[] {
  const known = stories.get(clues)
  if (known !== undefined) return known
  const chosen = pointedTo(storiesOf(clues))
    .slice(0, mostStories)
    .flatMap(story => tracedBack(clues, story))
  stories.set(clues, chosen)
  return chosen
}

/** The malware hangs on a login by a key that was planted, and no login on record did that: something else did. */
export function plantedByNobody(clues: Clues): LoginStory | undefined {
  const [story] = loginStories(clues).filter(isTied)
  return story !== undefined && kindOf(story) === 'planted' ? story : undefined
}

/** A port or a session names one login; an address only the last that came from it. */
function pointedTo(found: readonly LoginStory[]): readonly LoginStory[] {
  const exact = found.filter(s => s.tie === 'port' || s.tie === 'session')
  if (exact.length > 0) return exact
  const byAddress = found.filter(s => s.tie === 'address').sort((a, b) => ((a.login?.at ?? '') > (b.login?.at ?? '') ? -1 : 1))
  return byAddress.length > 0 ? byAddress.slice(0, 1) : found
}

/** Who wrote a key in one session and came back with it in the next came in by the first. */
function tracedBack(clues: Clues, story: LoginStory, steps = mostSteps): readonly LoginStory[] {
  const { login, by } = story
  if (login === undefined || by !== 'key' || steps === 0) return [story]
  const { logins, failed } = loginsIn(clues)
  const pastAt = (e: HostEvent, at: HostEvent): Past => pastOf(clues, logins, failed, e.address ?? '', e.user, msOf(at.at), e.key)
  // Asked once for each address: busy hosts have many logins from few.
  const strangers = new Map<string, boolean>()
  const isStranger = (e: HostEvent): boolean =>
    strangers.getOrInsertComputed(e.address ?? '', () => pastAt(e, login).knownDays < friendlyDays)
  const planting = plantingOf(clues, login, logins, e => methodOf(e, clues) === 'key', isStranger)
  const planted = { ...story, planting }
  if (planting?.by === undefined || kindOf(planted) === 'friend') return [planted]
  const earlier = {
    ...pastAt(planting.by, planting.by),
    login: planting.by,
    by: methodOf(planting.by, clues),
    tie: story.tie,
    via: planted,
  }
  return [...tracedBack(clues, earlier, steps - 1), planted]
}

/** Longer chains of keys nobody needs, and logs can be forged. */
const mostSteps = 6

const stories = new WeakMap<Clues, readonly LoginStory[]>()

function storiesOf(clues: Clues): readonly LoginStory[] {
  const { logins, failed } = loginsIn(clues)
  const found = logins.flatMap(login => {
    const tie = tieOf(login, clues)
    if (tie === undefined || login.at > clues.window.to || login.at < clues.window.from) return []
    const { address = '', user, at, key } = login
    return [{ ...pastOf(clues, logins, failed, address, user, msOf(at), key), login, by: methodOf(login, clues), tie } satisfies LoginStory]
  })
  return [...found, ...unrecorded(clues, found, logins, failed), ...cutOut(clues, logins, failed)].sort(
    (a, b) =>
      ties.indexOf(a.tie) - ties.indexOf(b.tie) || weightOf(b) - weightOf(a) || ((a.login?.at ?? '') > (b.login?.at ?? '') ? -1 : 1),
  )
}

function loginsIn({ events }: Clues): { readonly logins: readonly HostEvent[]; readonly failed: readonly HostEvent[] } {
  return {
    logins: events.filter(e => e.verb === 'login' && e.outcome !== 'failure' && isRemote(e.address)),
    failed: events.filter(e => e.verb === 'login-failed'),
  }
}

/** Guessing outweighs mere nearness, and who is known for long is the last to be suspected. */
function weightOf(story: LoginStory): number {
  return { guessed: 4, inside: 3, key: 3, password: 3, unclear: 2, planted: 2, friend: 0 }[kindOf(story)]
}

const isRemote = (address: string | undefined): boolean =>
  address !== undefined && address !== '' && address !== '127.0.0.1' && address !== '::1'

/** Sessions that the malware inherited and no login on record explains. */
function unrecorded(
  clues: Clues,
  found: readonly LoginStory[],
  logins: readonly HostEvent[],
  failed: readonly HostEvent[],
): readonly LoginStory[] {
  const known = new Set(found.filter(isTied).map(s => s.address))
  const addresses = new Set(sessionsOf(clues).map(({ address }) => address))
  return [...addresses]
    .filter(address => isRemote(address) && !known.has(address) && !logins.some(e => e.address === address && e.at > clues.window.to))
    .map(address => {
      const user = clues.standing.causal.find(c => c.key === 'loginuid')?.value
      return {
        ...pastOf(clues, logins, failed, address, user, msOf(clues.window.to)),
        by: onlyWay(clues.standing.settings, user),
        tie: 'address',
      }
    })
}

const sourcesOf = (e: HostEvent): readonly string[] => [e, ...(e.also ?? [])].map(({ source }) => source)
const inTexts = (e: HostEvent): boolean => sourcesOf(e).some(source => source === 'auth' || source === 'journal')
const inRecords = (e: HostEvent): boolean => sourcesOf(e).includes('failed-logins')

/** Who guessed by the record of failures, and whom the texts, which have others of those hours, do not know at all: somebody cut him out. */
function cutOut(clues: Clues, logins: readonly HostEvent[], failed: readonly HostEvent[]): readonly LoginStory[] {
  const { events, window } = clues
  const since = events.find(inTexts)?.at ?? window.to
  const recent = failed.filter(
    e => e.at >= since && e.at <= window.to && msOf(window.to) - msOf(e.until ?? e.at) <= guessedWithin && isRemote(e.address),
  )
  // That others stand in both says that both were written then.
  if (!recent.some(e => inTexts(e) && inRecords(e))) return []
  const known = new Set([...failed.filter(inTexts), ...logins].map(e => e.address))
  return [...Map.groupBy(recent.filter(inRecords), e => e.address ?? '')]
    .filter(([address]) => !known.has(address))
    .map(([address, [first]]): LoginStory => {
      const past = pastOf(clues, logins, failed, address, first?.user, msOf(window.to))
      return { ...past, by: 'password', tie: 'near', cutOut: true }
    })
    .filter(isGuessed)
}

function sessionsOf({ standing }: Clues): readonly { readonly address: string; readonly port: string }[] {
  return standing.causal
    .filter(c => c.key === 'SSH_CONNECTION' || c.key === 'SSH_CLIENT')
    .map(c => {
      const [address = '', port = ''] = c.value.split(' ')
      return { address, port }
    })
}

function methodOf({ method = '', key, user }: HostEvent, { standing }: Clues): LoginStory['by'] {
  if (key !== undefined || /^publickey|^SHA256:|hostbased/.test(method)) return 'key'
  if (/password|keyboard/.test(method)) return 'password'
  return onlyWay(standing.settings, user)
}

/** Where the record does not say: what the server takes at all. */
function onlyWay(settings: readonly string[], user: string | undefined): LoginStory['by'] {
  const of = (key: string): string | undefined => settings.find(s => s.startsWith(`sshd.${key}=`))?.split('=')[1]
  const root = user === 'root' && /^(?:prohibit-password|without-password)$/.test(of('permitrootlogin') ?? '')
  const passwords = of('passwordauthentication') !== 'no' && !root
  const keys = of('pubkeyauthentication') !== 'no'
  return passwords && keys ? 'other' : passwords ? 'password' : keys ? 'key' : 'other'
}

type Past = Pick<
  LoginStory,
  'address' | 'user' | 'failures' | 'failed' | 'manyGuessers' | 'knownDays' | 'keyStrayed' | 'inside' | 'oddHour'
>

/** What was known of an address at a time. */
function pastOf(
  { standing }: Clues,
  logins: readonly HostEvent[],
  failed: readonly HostEvent[],
  address: string,
  user: string | undefined,
  at: number,
  key?: string,
): Past {
  const within = (e: HostEvent, span: number): boolean => msOf(e.at) <= at + minute && at - msOf(e.until ?? e.at) <= span
  const isGateway = standing.settings.includes(`gateway=${address}`)
  const lately = failed.filter(e => e.address === address && within(e, guessedWithin))
  const around = failed.filter(e => e.user === user && within(e, hour))
  const older = logins.filter(e => at - msOf(e.at) > day / 2)
  const earlier = older.filter(e => sameNeighbourhood(e.address, address))
  // Behind a gateway everybody has the same address: there a key alone is known.
  const visits = isGateway ? earlier.filter(e => key !== undefined && e.key === key) : earlier
  // From where people come every day, and some mistype every day, only a burst is guessing.
  const isKnown = daysOf(earlier.filter(e => e.address === address)) >= friendlyDays
  const sudden = lately.filter(e => e.user === user && within(e, hour))
  const isBurst = largestOf(sudden) >= (isGateway ? fewestGuesses : fewestFromFriends) && countOf(sudden) >= burst * countOf(lately)
  const own = isKnown || isGateway ? (isBurst ? sudden : []) : lately
  return {
    address,
    user,
    failures: largestOf(own),
    failed: own,
    manyGuessers: own.length > 0 && new Set(around.map(e => e.address)).size >= 8 && countOf(around) >= 30,
    knownDays: daysOf(visits),
    keyStrayed: key !== undefined && daysOf(older.filter(e => e.key === key && !sameNeighbourhood(e.address, address))) >= friendlyDays,
    inside: isInside(address) && !isGateway,
    oddHour: visits.length > 0 && visits.every(e => apartOnTheClock(msOf(e.at), at) >= oddFrom * hour),
  }
}

const daysOf = (events: readonly HostEvent[]): number => new Set(events.map(e => e.at.slice(0, 10))).size

/** Between two times of the day, whatever the date; milliseconds. */
function apartOnTheClock(a: number, b: number): number {
  const apart = Math.abs(a - b) % day
  return Math.min(apart, day - apart)
}

/** Sources may tell of the same failures: what the most talkative of them tells. */
function largestOf(events: readonly HostEvent[]): number {
  return Math.max(0, ...[...Map.groupBy(events, e => e.source).values()].map(countOf))
}

const countOf = (events: readonly HostEvent[]): number => events.reduce((sum, e) => sum + e.count, 0)

function tieOf(login: HostEvent, clues: Clues): Tie | undefined {
  const sessions = sessionsOf(clues).filter(s => s.address === login.address)
  if (sessions.some(s => s.port === String(login.port))) return 'port'
  const scopes = clues.standing.causal.flatMap(c => (c.key === 'cgroup' ? (/session-(\w+)\.scope/.exec(c.value)?.[1] ?? []) : []))
  if (login.session !== undefined && scopes.includes(login.session)) return 'session'
  if (sessions.length > 0) return 'address'
  const wait = msOf(clues.window.to) - msOf(login.at)
  if (clues.standing.owners.slice(0, 3).includes(login.user ?? '') && wait <= ownerWithin) return 'owner'
  return wait <= nearWithin ? 'near' : undefined
}

/** The same address, or for IPv4 the same /24, for IPv6 the same /64: people's addresses move a little. */
function sameNeighbourhood(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false
  return a === b || (!isInside(a) && networkOf(a) === networkOf(b))
}

function networkOf(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address.slice(0, address.lastIndexOf('.'))
}
