// What others can look for on their own machines: addresses, names, files, wallets and keys of an incident, each with what says so.
import { addressBytes } from '../core/address.ts'
import { kindOf, nameOf } from '../core/entity.ts'
import type { Evidence, Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'

export type IndicatorKind = 'domain' | 'ip' | 'url' | 'sha256' | 'path' | 'wallet' | 'ssh-key' | 'user'

export interface Indicator {
  readonly kind: IndicatorKind
  readonly value: string
  /** Pool, attacker, malware …: the class of the finding that names it. */
  readonly role: Finding['class']
  /** Finding ids. */
  readonly because: readonly string[]
  /** Of a digest: the path it was found at. */
  readonly path?: string | undefined
}

const urls = /\bhttps?:\/\/[^\s"'<>|;)\\]{4,300}/g
/** Own, private, loopback, link-local and documentation-free special ranges are nothing that others could look for (RFC 6890). */
const inside =
  /^(?:0\.|10\.|127\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe80)/i

/** Sorted, without doubles. Only what findings that speak for mining or an intrusion name. */
export function indicatorsOf({ findings, members }: Incident): readonly Indicator[] {
  const found = new Map<string, { -readonly [K in keyof Indicator]: Indicator[K] }>()
  const wanted = new Set<string>(members)
  const add = (kind: IndicatorKind, value: string, { class: role, id }: Finding, path?: string): void => {
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
      else if (kind === 'file') add('path', name, finding)
      else if (kind === 'key') add('ssh-key', name.slice(name.lastIndexOf('#') + 1), finding)
      else if (kind === 'user' && finding.class === 'access') add('user', name, finding)
      else if (kind === 'connection') addAddress(/-\[?([^\]-]+?)\]?:\d+$/.exec(name)?.[1] ?? '', finding, add)
    }
    for (const one of finding.evidence) {
      if (one.sha256 !== undefined) add('sha256', one.sha256, finding, pathOf(one))
      for (const [url] of one.excerpt.matchAll(urls)) add('url', url.replace(/[.,]+$/, ''), finding)
    }
  }
  return [...found.values()].toSorted((a, b) => order(a.kind) - order(b.kind) || (a.value < b.value ? -1 : 1))
}

/** The digest of each path that findings which speak for mining or an intrusion hold one of. */
export function digestsOf({ findings }: Incident): ReadonlyMap<string, string> {
  const evidence = findings.filter(accuses).flatMap(f => f.evidence)
  return new Map(evidence.flatMap(e => (e.sha256 === undefined ? [] : [[pathOf(e), e.sha256] as const])))
}

/** Context explains and never decides, and what has an innocent reason is nobody's mark. */
export function accuses({ signal, whyNot }: Finding): boolean {
  return signal !== 'context' && whyNot === undefined
}

function pathOf({ locator }: Evidence): string {
  return locator.replace(/:\d+$/, '')
}

function addAddress(name: string, finding: Finding, add: (kind: IndicatorKind, value: string, finding: Finding) => void): void {
  if (addressBytes(name) !== undefined && !inside.test(name)) add('ip', name, finding)
}

function order(kind: IndicatorKind): number {
  return (['domain', 'ip', 'url', 'wallet', 'sha256', 'path', 'ssh-key', 'user'] satisfies IndicatorKind[]).indexOf(kind)
}
