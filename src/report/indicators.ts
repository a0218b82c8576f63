// What others can look for on their own machines: addresses, names, files, wallets and keys of an incident, each with what says so.
import { addressBytes } from '../core/address.ts'
import { kindOf, nameOf } from '../core/entity.ts'
import type { Evidence, Finding } from '../core/finding.ts'
import type { ReportCase } from '../core/report.ts'
import { commonUsers } from './redact.ts'

export type IndicatorKind = 'domain' | 'ip' | 'url' | 'sha256' | 'path' | 'wallet' | 'ssh-key' | 'user'

export interface Indicator {
  readonly kind: IndicatorKind
  readonly value: string
  /** Pool, attacker, malware …: the class of the finding that names it. */
  readonly role: Finding['class']
  /** Finding ids, the id of the way in, or what the chain of custody calls it. */
  readonly because: readonly string[]
  /** Of a digest: the path it was found at. */
  readonly path?: string | undefined
}

const urls = /\bhttps?:\/\/[^\s"'<>|;)\\]{4,300}/g
/** Own, private, loopback, link-local and documentation-free special ranges are nothing that others could look for (RFC 6890). */
const inside =
  /^(?:0\.|10\.|127\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe80)/i

/**
 * Where every system has files of its own. A path below them, or one of the files that every home has, would be found on any honest host: it is offered by its digest
 * alone, unless it hides below a name with a dot, where packages put nothing but what is listed here.
 */
const system = /^\/(?:bin|boot|dev(?!\/shm\/)|etc|lib(?:32|64|x32)?|proc|run|sbin|sys|usr|var\/(?:cache|lib|log|run|spool))(?:\/|$)/
const hidden = /\/\.(?!build-id(?:\/|$)|bash|profile|pwd\.lock$|updated$|placeholder$)[^/]+(?:\/|$)/
const ofEveryHome =
  /\/\.(?:ssh\/(?:authorized_keys2?|known_hosts|config|rc|environment)|(?:bash|zsh)\w*|profile|[kc]shrc|xinitrc|xprofile|vimrc|npmrc|gitconfig)$/

/** Whether others take it for the name of a host: labels of RFC 1034, an underscore before the last, and no address. */
export function isDomainName(name: string): boolean {
  return /^(?=.{1,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.)+(?!\d+$)[a-z\d][a-z\d-]{0,61}[a-z\d]$/i.test(name)
}

/** What speaks for the digest of a program that was taken as evidence, instead of a finding. */
export const takenAs = 'custody'

type Told = Pick<ReportCase, 'incident' | 'trace' | 'custody'>

/** Sorted, without doubles. Only what findings that speak for mining or an intrusion name, what their processes ran, and where the intruder came from. */
export function indicatorsOf(report: Told): readonly Indicator[] {
  const { findings, members } = report.incident
  const found = new Map<string, { -readonly [K in keyof Indicator]: Indicator[K] }>()
  const wanted = new Set<string>(members)
  const add: Add = (kind, value, { class: role, id }, path) => {
    if (value === '' || value.length > 500) return
    const key = `${kind}\n${value}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { kind, value, role, because: [id], path })
    else if (!known.because.includes(id)) known.because = [...known.because, id]
  }
  for (const finding of findings) {
    if (!accuses(finding)) continue
    for (const id of finding.about) {
      if (!wanted.has(id)) continue
      const name = nameOf(id)
      const kind = kindOf(id)
      if (kind === 'domain') add('domain', name.toLowerCase(), finding)
      else if (kind === 'ip') addAddress(name, finding, add)
      else if (kind === 'wallet') add('wallet', name, finding)
      else if (kind === 'file' && !isOrdinary(name)) add('path', name, finding)
      else if (kind === 'key') add('ssh-key', name.slice(name.lastIndexOf('#') + 1), finding)
      else if (kind === 'user' && finding.class === 'access' && !commonUsers.has(name)) add('user', name, finding)
      else if (kind === 'connection') addAddress(/-\[?([^\]-]+?)\]?:\d+$/.exec(name)?.[1] ?? '', finding, add)
    }
    for (const one of finding.evidence) {
      if (one.sha256 !== undefined) add('sha256', one.sha256, finding, pathOf(one))
      // The page where a list of indicators was published is no mark of the intruder.
      for (const [url] of one.excerpt.matchAll(urls)) if (!finding.why.en.includes(url)) add('url', url.replace(/[.,]+$/, ''), finding)
    }
  }
  for (const [path, sha256] of programsOf(report)) add('sha256', sha256, { class: 'miner', id: takenAs }, path)
  const first = report.trace?.standing === 'open' ? undefined : report.trace?.candidates[0]
  if (first?.entry?.address !== undefined) addAddress(first.entry.address, { class: 'access', id: first.id }, add)
  return [...found.values()].toSorted((a, b) => order(a.kind) - order(b.kind) || (a.value < b.value ? -1 : 1))
}

/** The digest of each path that findings which speak for mining or an intrusion hold one of, and of the programs that were taken as evidence. */
export function digestsOf(report: Told): ReadonlyMap<string, string> {
  const evidence = report.incident.findings.filter(accuses).flatMap(f => f.evidence)
  return new Map([...programsOf(report), ...evidence.flatMap(e => (e.sha256 === undefined ? [] : [[pathOf(e), e.sha256] as const]))])
}

/** What the incident's processes ran, as it was taken from memory: an interpreter that the system brought is not his. */
function programsOf({ incident, custody }: Told): readonly (readonly [path: string, sha256: string])[] {
  const programs = new Map((incident.origins?.processes ?? []).map(p => [p.id as string, p.exe]))
  return custody.flatMap(({ event, what, entity, sha256 }) => {
    const path = event === 'collected' && what === 'executable' ? programs.get(entity) : undefined
    return path === undefined || path === '' || isOrdinary(path) ? [] : [[path, sha256] as const]
  })
}

function isOrdinary(path: string): boolean {
  return ofEveryHome.test(path) || (system.test(path) && !hidden.test(path))
}

/** Context explains and never decides, and what has an innocent reason is nobody's mark. */
export function accuses({ signal, whyNot }: Finding): boolean {
  return signal !== 'context' && whyNot === undefined
}

function pathOf({ locator }: Evidence): string {
  return locator.replace(/:\d+$/, '')
}

type Because = Pick<Finding, 'class' | 'id'>
type Add = (kind: IndicatorKind, value: string, because: Because, path?: string) => void

function addAddress(name: string, finding: Because, add: Add): void {
  if (addressBytes(name) !== undefined && !inside.test(name)) add('ip', name, finding)
}

function order(kind: IndicatorKind): number {
  return (['domain', 'ip', 'url', 'wallet', 'sha256', 'path', 'ssh-key', 'user'] satisfies IndicatorKind[]).indexOf(kind)
}
