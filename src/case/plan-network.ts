// Steps about the network: the incident's remote addresses blocked together, and where it is asked for or nothing else is left, the whole host isolated.
import type { Lifelines } from '../core/control.ts'
import { shortDigest } from '../core/digest.ts'
import { type EntityId, entity, kindOf } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { Finding } from '../core/finding.ts'
import { isGap } from '../core/gap.ts'
import type { Refusal } from '../core/plan.ts'
import type { Around, Candidate } from './guards/guard.ts'
import { isOwn } from './lifelines.ts'
import { type Draft, type Ground, reasons, text } from './plan-draft.ts'

/** An address that the incident speaks to. */
interface Remote {
  readonly address: string
  readonly because: readonly Finding[]
  /** A finding names it: when it may not be blocked, that is worth telling. */
  readonly named: boolean
}

const mostAddresses = 64
const mostShown = 4
const ended = /^(?:LISTEN|TIME-WAIT|CLOSE)$/
/** An address as a program is told to go there: with a scheme before it, or a port behind it. */
const written =
  /(?:\b[a-z][a-z0-9+.-]{1,20}:\/\/(?:[^\s/@]{1,100}@)?)((?:\d{1,3}\.){3}\d{1,3})(?![\d.])|(?<![\d.])((?:\d{1,3}\.){3}\d{1,3}):\d{2,5}\b/g
/** How long an isolation stands that nobody confirms, in seconds. */
const unconfirmedSeconds = 120

function remotesOf({ facts, accused, incident }: Ground): readonly Remote[] {
  const found = new Map<string, Remote>()
  const add = (address: string, because: readonly Finding[], named: boolean): void => {
    if (isOwn(address) || facts.sockets.some(s => s.local.address === address && s.state !== '')) return
    const known = found.get(address)
    found.set(address, { address, because: [...(known?.because ?? []), ...because], named: named || known?.named === true })
  }
  const listening = new Set(facts.sockets.filter(s => s.state === 'LISTEN').map(s => `${s.netns} ${s.local.port}`))
  for (const { id, protocol, state, remote, local, netns, owners } of facts.sockets) {
    // Whoever came in through a service of this host is its visitor, not whom the intruder speaks to.
    const isOutgoing = (protocol === 'tcp' || protocol === 'udp') && remote.port > 0 && !ended.test(state)
    if (!isOutgoing || listening.has(`${netns} ${local.port}`)) continue
    const about = incident.findings.filter(f => f.about.includes(id))
    const because = [...owners.flatMap(owner => accused.get(owner) ?? []), ...about]
    if (owners.some(owner => accused.has(owner)) || accused.has(id)) add(remote.address, because, about.length > 0)
  }
  for (const finding of new Set([...accused.values()].flat())) {
    if (finding.class === 'tampering' || finding.class === 'access') continue
    for (const { excerpt } of finding.evidence)
      for (const [, url, endpoint] of excerpt.matchAll(written)) if (isAddress(url ?? endpoint)) add((url ?? endpoint)!, [finding], true)
  }
  return [...found.values()].toSorted((a, b) => (a.address < b.address ? -1 : 1)).slice(0, mostAddresses)
}

function isAddress(address: string | undefined): boolean {
  return address?.split('.').every(part => Number(part) <= 255) === true
}

/** The step that cuts the suspects off, and why some of their addresses may not be blocked. */
export function cutDrafts(
  ground: Ground,
  frozen: readonly Process[],
  around: Around,
  refusalOf: (step: Candidate) => Refusal | undefined,
): { readonly drafts: readonly Draft[]; readonly refused: readonly Refusal[] } {
  const remotes = ground.host.origin.kind === 'live' ? remotesOf(ground) : []
  if (remotes.length === 0) return { drafts: [], refused: [] }
  const objections = new Map<Remote, Refusal>()
  for (const remote of remotes) {
    const detail = { name: ground.incident.id, endpoints: [remote.address] }
    const refusal = refusalOf({ action: 'cut-egress', target: entity('ip', remote.address), detail })
    if (refusal !== undefined) objections.set(remote, refusal)
  }
  const refused = [...objections].filter(([{ named }]) => named).map(([, refusal]) => refusal)
  const draft = cutDraft(
    remotes.filter(r => !objections.has(r)),
    frozen,
    ground,
    around,
  )
  if (draft === undefined) return { drafts: [], refused }
  const refusal = refusalOf(draft)
  return refusal === undefined ? { drafts: [draft], refused } : { drafts: [], refused: [...refused, refusal] }
}

function cutDraft(remotes: readonly Remote[], frozen: readonly Process[], ground: Ground, around: Around): Draft | undefined {
  const endpoints = remotes.map(r => r.address)
  const own = ownTraffic(frozen, ground, around)
  if (endpoints.length === 0 && own === undefined) return undefined
  const [first] = endpoints
  const target: EntityId = first === undefined ? frozen[0]!.id : entity('ip', first)
  const because = remotes.length > 0 ? remotes.flatMap(r => r.because) : frozen.flatMap(p => ground.accused.get(p.id) ?? [])
  const shown = endpoints.slice(0, mostShown).join(', ') + (endpoints.length > mostShown ? ` +${endpoints.length - mostShown}` : '')
  const processes =
    own === undefined
      ? []
      : [
          'group' in own
            ? text('可疑进程新建的连接', 'what the suspects open from now on')
            : text(`账户 ${own.uid} 的外发流量`, `what uid ${own.uid} sends`),
        ]
  const before = ['cut', ...endpoints, ...Object.values(own ?? {})].join(' ')
  const zh = [...(shown === '' ? [] : [shown]), ...processes.map(p => p.zh)].join('、')
  const en = [...(shown === '' ? [] : [shown]), ...processes.map(p => p.en)].join(', and ')
  return {
    stage: 'contain',
    action: 'cut-egress',
    target,
    because: reasons(because, ground),
    risk: 'disruptive',
    reversible: true,
    title: text(`封锁网络:${zh}`, `block on the network: ${en}`),
    cost: text(
      '本机(含容器)与这些地址的双向流量全部丢弃;未发现其他程序使用它们。DNS、NTP 与您的连接不受影响。',
      'Nothing of this host or its containers reaches these addresses any more, nor they it; no other program was seen to use them. DNS, NTP and your connection stay.',
    ),
    undoing: text(
      '删除 davylamp 自己的规则(nf_tables 表 inet davylamp;内核没有 nf_tables 时为 iptables 链 davylamp-*),原有防火墙规则从未改动。',
      'These rules are taken out of the table of our own (inet davylamp; chains davylamp-* of iptables where the kernel has no nf_tables); other firewall rules were never touched.',
    ),
    before,
    detail: {
      name: nameOf(ground, before),
      endpoints,
      ...own,
      operators: around.lifelines.operators,
      ports: around.lifelines.ports,
    },
  }
}

/** How the kernel can tell the suspects' own traffic: by the group they are frozen in, else by an account that nobody else uses. */
function ownTraffic(
  frozen: readonly Process[],
  { facts, host, incident, accused }: Ground,
  { carries }: Around,
): { group: string } | { uid: number } | undefined {
  if (frozen.length === 0) return undefined
  const unified = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].some(path => !isGap(host.files.lstat(`${path}/cgroup.controllers`)))
  const [major = 0, minor = 0] = (facts.kernel[0]?.release ?? '').split('.').map(part => Number.parseInt(part, 10))
  // Linux 5.13 is the first that tells sockets by their group.
  if (unified && carries('cgroup') && (major > 5 || (major === 5 && minor >= 13))) return { group: `davylamp.${incident.id}` }
  const [uid = 0, ...others] = new Set(frozen.flatMap(p => [p.uid, p.euid]))
  const isTheirs = uid > 0 && others.length === 0 && facts.processes.every(p => accused.has(p.id) || (p.uid !== uid && p.euid !== uid))
  return isTheirs ? { uid } : undefined
}

export function isolateDraft(ground: Ground, { lifelines }: Around): Draft {
  const stays = [...lifelines.operators, ...lifelines.management]
  const who = stays.length === 0 ? text('仅本地控制台', 'the console alone') : text(stays.join('、'), stays.join(', '))
  const before = `isolate ${JSON.stringify(lifelines)}`
  return {
    stage: 'contain',
    action: 'isolate-host',
    target: entity('host', 'local'),
    because: reasons(
      ground.incident.findings.filter(f => kindOf(f.about[0]) !== 'host'),
      ground,
    ),
    risk: 'disruptive',
    reversible: true,
    title: text(`隔离整台主机,只保留:${who.zh}`, `isolate the whole host; what stays: ${who.en}`),
    cost: text(
      '业务全部断网:除您的连接、DNS、DHCP、NTP 与邻居发现外,进出与转发的流量一律丢弃。',
      'All business traffic stops: everything in, out and forwarded is dropped but your connection, DNS, DHCP, NTP and neighbour discovery.',
    ),
    undoing: text(
      `删除规则即恢复;${unconfirmedSeconds} 秒内未确认则由内核自动解除,即使 davylamp 已被杀死。`,
      `The rules are taken out; when nobody confirms within ${unconfirmedSeconds} s, the kernel lifts it by itself, even if davylamp was killed.`,
    ),
    before,
    detail: { name: nameOf(ground, before), seconds: unconfirmedSeconds, ...detailOf(lifelines) },
  }
}

/** Of the policies: a later round about the same incident must not take the place of an earlier one. */
function nameOf({ incident }: Ground, before: string): string {
  return `${incident.id}-${shortDigest(before)}`
}

function detailOf({ operators, ports, management, resolvers }: Lifelines): Draft['detail'] {
  return { operators, ports, management, resolvers }
}
