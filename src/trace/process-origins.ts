// Where the processes of an incident came from, as events: when each began, in whose session, service or container, for which client.
//
// The start, the cgroup, the login uid and the parents are the kernel's word. The environment is what the parent handed down: malware can change its own, but what
// names a client or a service there was put there by sshd, by a web server or by the service itself.
import { eventId, type HostEvent, type Particulars } from '../core/event.ts'
import type { ProcessOrigin } from '../core/origin.ts'
import type { StandingClues } from '../core/trace.ts'

type NameOf = (uid: number) => string

const longestExcerpt = 500
/** Ticks of the process and seconds of the boot are both whole. */
const spread = 1

/** undefined when nobody knows when it began. */
export function processEvent(host: string, p: ProcessOrigin, nameOf: NameOf): HostEvent | undefined {
  if (p.startedAt === undefined) return undefined
  const locator = `/proc/${p.pid}`
  const excerpt = excerptOf(p, nameOf)
  return {
    ...particularsOf(p, nameOf),
    id: eventId(host, locator, 'process', `${p.startedAt} ${p.exe}`),
    host,
    at: p.startedAt,
    spread,
    clock: 'kernel',
    trust: 'kernel',
    verb: 'process',
    source: 'processes',
    locator,
    excerpt,
    count: 1,
    entities: [p.id],
  }
}

/** What the live process says of who started it, and the event that tells the same. */
export function causesOf(host: string, p: ProcessOrigin, nameOf: NameOf): StandingClues['causal'] {
  const event = processEvent(host, p, nameOf)
  const events = event === undefined ? [] : [event.id]
  const cause = (key: string, value: string) => ({ key, value, entity: p.id, events })
  const { unit, session } = placeOf(p.cgroup)
  return [
    ...p.environ.map(line => cause(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1))),
    ...(p.cgroup === '' ? [] : [cause('cgroup', p.cgroup)]),
    ...(unit === undefined ? [] : [cause('service', unit)]),
    ...(session === undefined ? [] : [cause('session', session)]),
    ...(p.container === undefined ? [] : [cause('container', p.container)]),
    ...(p.loginUid === undefined ? [] : [cause('loginuid', nameOf(p.loginUid))]),
    ...p.ancestors.map(a => cause('parent', `${a.name} ${a.exe} ${nameOf(a.uid)}`)),
    cause('user', nameOf(p.uid)),
    ...(p.cwd === '' ? [] : [cause('cwd', p.cwd)]),
  ]
}

function particularsOf(p: ProcessOrigin, nameOf: NameOf): Particulars {
  const env = new Map(p.environ.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
  const { unit, session } = placeOf(p.cgroup)
  return {
    ...clientOf(env),
    user: nameOf(p.uid),
    target: p.loginUid === undefined || p.loginUid === p.uid ? undefined : nameOf(p.loginUid),
    pid: p.pid,
    program: p.name,
    path: p.exe,
    unit,
    session: session ?? env.get('XDG_SESSION_ID'),
    container: p.container?.slice('container:'.length),
  }
}

/** For whom it runs: the peer of the ssh session, or of the request that a CGI program answers. */
function clientOf(env: ReadonlyMap<string, string>): Particulars {
  const ssh = /^([\da-fA-F.:]{2,45}(?:%\w{1,15})?) (\d{1,5}) [\da-fA-F.:]{2,45}(?:%\w{1,15})? \d{1,5}$/.exec(
    env.get('SSH_CONNECTION') ?? '',
  )
  if (ssh !== null) return { address: ssh[1], port: Number(ssh[2]), method: 'ssh' }
  const address = /^[\da-fA-F.:]{2,45}$/.exec(env.get('REMOTE_ADDR') ?? '')?.[0]
  const target = env.get('REQUEST_URI') ?? env.get('SCRIPT_NAME')
  if (address === undefined && target === undefined) return {}
  const request = target === undefined ? undefined : `${env.get('REQUEST_METHOD') ?? 'GET'} ${target}`
  return { address, request, agent: env.get('HTTP_USER_AGENT'), method: 'cgi' }
}

/** The innermost unit of a cgroup path, and the session of a scope. */
function placeOf(cgroup: string): { readonly unit?: string | undefined; readonly session?: string | undefined } {
  const parts = cgroup.split('/')
  const unit = parts.findLast(part => /\.(?:service|scope|socket|mount|swap)$/.test(part))
  return { unit, session: /^session-(\w{1,20})\.scope$/.exec(unit ?? '')?.[1] }
}

function excerptOf(p: ProcessOrigin, nameOf: NameOf): string {
  const parents = p.ancestors.map(a => `${a.name}[${a.pid}]`).join(' < ')
  return [
    `${p.name}[${p.pid}] ${p.exe} of ${nameOf(p.uid)}`,
    ...(p.loginUid === undefined ? [] : [`loginuid=${nameOf(p.loginUid)}`]),
    ...(p.cgroup === '' ? [] : [`cgroup=${p.cgroup}`]),
    ...(parents === '' ? [] : [`parents: ${parents}`]),
    ...p.environ,
  ]
    .join(' · ')
    .slice(0, longestExcerpt)
}
