// What of a web server's requests is worth an event: attacks, whatever changes something on the server, and searches for holes; plain reading is not.
import type { Draft, LineReader, LogPlace, RecordTime } from '../../core/log-format.ts'
import type { Patch, PatchSet } from '../../core/patch.ts'
import { Literals } from '../literals.ts'
import { calledAddresses } from '../protocols/called-addresses.ts'
import { HttpRequest } from '../protocols/http-request.ts'
import type { Access } from './access.ts'
import { Recent } from './recent.ts'
import { changingTells, webTells } from './web-tells.ts'

const tells = { reading: new Literals(webTells), changing: new Literals([...webTells, ...changingTells]) }
const rank: Readonly<Record<Patch['confidence'], number>> = { strict: 0, medium: 1, loose: 2 }
/** Misses of one address that make it a search for holes; and how many addresses and paths are remembered. */
const manyMisses = 20
const mostRemembered = 4096
/** Addresses that use a path before it is taken for what everybody does there. */
const everybody = 20

/** For one log: it remembers who missed how often, and who uses which path. */
export function webReader(place: LogPlace, access: (line: string) => Access | undefined, time: LineReader['time']): LineReader {
  const known = place.patches?.of('access-log')
  const whole = place.patches?.of('http')
  const misses = new Recent<number>(mostRemembered)
  const users = new Recent<Set<string>>(mostRemembered)
  return {
    time,
    *line(text) {
      const one = access(text)
      if (one === undefined) return
      const { method, status } = one
      const attack = (one.body === undefined ? undefined : attackIn(one, text, whole)) ?? attackIn(one, text, known)
      if (attack !== undefined) yield attack
      else if (status === 404 && (method === 'GET' || method === 'HEAD' || method === '')) yield* missed(one, misses)
      else if (changing.test(method)) yield asked(one, users)
    },
  }
}

/** The attack that a request is by its form, if it is one; `text` is the line that tells of it. */
export function attackIn(one: Access, text: string, known: PatchSet | undefined): Draft | undefined {
  const patch = known === undefined ? undefined : worstOf(known.matching(partsOf(one, text)))
  return patch && attacked(one, patch)
}

const unkept = /^(?:body|raw-body|json|header:(?!user-agent$|referer$).{1,60})$/
const changing = /^(?:POST|PUT|PATCH|DELETE|MOVE|COPY|MKCOL|CONNECT|DEBUG)$/
const nothing = (): string => ''

/** Only a request that holds a word of some attack is looked at more closely. */
function partsOf(one: Access, text: string): (name: string) => string {
  let suspect = false
  tells[changing.test(one.method) ? 'changing' : 'reading'].find(text, () => {
    suspect = true
  })
  if (!suspect) return nothing
  const head = `${one.method} ${one.target} HTTP/1.1\nuser-agent: ${one.agent}\nreferer: ${one.referer}\n${one.head ?? ''}`
  const request = new HttpRequest(head, one.body ?? '')
  // Neither bodies nor most heads are kept by most: nobody need look for them there.
  const isBare = one.head === undefined && one.body === undefined
  return name => (name === 'status' ? String(one.status ?? '') : isBare && unkept.test(name) ? '' : request.part(name))
}

function worstOf(patches: readonly Patch[]): Patch | undefined {
  return patches.toSorted((a, b) => rank[a.confidence] - rank[b.confidence])[0]
}

function attacked(one: Access, { id, confidence }: Patch): Draft {
  const [url] = calledAddresses(`${one.target}\n${one.agent}\n${one.referer}\n${one.head ?? ''}`)
  // What owners do as well is told as a request with a name.
  return {
    ...basics(one),
    verb: confidence === 'loose' ? 'request' : 'exploit',
    attack: id,
    url,
    fold: `${id} ${one.address} ${shape(one)} ${one.status}`,
  }
}

function asked(one: Access, users: Recent<Set<string>>): Draft {
  const what = `${one.method} ${shape(one)} ${Math.trunc((one.status ?? 0) / 100)}`
  const seen = users.of(what, () => new Set())
  if (seen.size <= everybody) seen.add(one.address)
  const basic = basics(one)
  if (seen.size <= everybody) return { ...basic, verb: 'request', fold: `${what} ${one.address}` }
  return { ...basic, address: undefined, agent: undefined, user: undefined, verb: 'request', fold: what }
}

function* missed(one: Access, misses: Recent<number>): Iterable<Draft> {
  const count = misses.of(one.address, () => 0) + 1
  misses.set(one.address, count)
  if (count < manyMisses) return
  yield {
    ...basics(one),
    verb: 'request',
    attack: 'path-scan',
    count: count === manyMisses ? manyMisses : 1,
    fold: `path-scan ${one.address}`,
  }
}

function basics(one: Access): Omit<Draft, 'verb'> & { readonly time: RecordTime | undefined } {
  const { time, address, user, method, target, status, bytes, agent } = one
  return {
    time,
    address: address || undefined,
    user: user || undefined,
    request: `${method} ${decodedOnce(target)}`.trim().slice(0, 2000),
    agent: agent || undefined,
    status,
    bytes,
    outcome: status === undefined ? undefined : status < 400 ? 'success' : 'failure',
  }
}

function decodedOnce(target: string): string {
  return target.includes('%') ? target.replace(/(?:%[\da-f]{2}){1,4000}/gi, run => utf8(run)) : target
}

function utf8(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    return run
  }
}

/** The path without what changes from one call to the next: query, numbers, hashes. */
function shape({ target }: Access): string {
  const end = target.search(/[?#;]/)
  return (end < 0 ? target : target.slice(0, end))
    .slice(0, 200)
    .replace(/(?<=\/)[^/]*\d[^/]{0,200}/g, part =>
      /^[\da-f-]{8,64}$|^\d{1,20}$|\d{3}/i.test(part) && !/\.\w{2,4}$/.test(part) ? '#' : part,
    )
}
