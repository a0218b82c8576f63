// What stands on the host and bears on the way in: services that listen, settings, what the live malware inherited, who owns what it left.
import type { EntityId } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { FileOrigin, ProcessOrigin } from '../core/origin.ts'
import type { StandingClues } from '../core/trace.ts'
import { broughtBy } from './brought.ts'
import type { Footprints } from './footprints.ts'
import { namesOf } from './origins.ts'
import { causesOf } from './process-origins.ts'

type Service = StandingClues['services'][number]
type Cause = StandingClues['causal'][number]

/** Facts of the host as it is now; undefined where only its logs were given. */
export function standingOf(incident: Incident | undefined, facts: Facts | undefined, footprints?: Footprints): StandingClues {
  const findings = incident?.findings ?? []
  const origins = incident && broughtBy(incident)
  const nameOf = namesOf(facts)
  const planted = plantedUnits(incident)
  const processes = [...(origins?.processes ?? [])].sort((a, b) => ((a.startedAt ?? '9') < (b.startedAt ?? '9') ? -1 : 1))
  const files = [...(origins?.files ?? [])].sort((a, b) => (bornAt(a) < bornAt(b) ? -1 : 1))
  return {
    looked: facts !== undefined && (facts.processes.length > 0 || facts.packages.length > 0),
    services: facts === undefined ? [] : withFootprints(servicesOf(facts), footprints?.services ?? [], facts.processes.length > 0),
    findings: groupIds(findings),
    causal: processes
      .flatMap(p => [...causesOf(incident?.host ?? '', p, nameOf), ...besideOf(p, processes, facts)])
      .filter(c => !isPlanted(c, planted)),
    settings: [
      ...(facts?.sshdSettings ?? []).filter(s => s.match === '').map(s => `sshd.${s.key}=${s.value.toLowerCase()}`),
      ...(facts?.routes ?? []).filter(r => /^(?:default|0\.0\.0\.0)/.test(r.destination)).map(r => `gateway=${r.gateway}`),
      ...inForce(footprints?.settings ?? [], facts),
    ],
    remains: findings.flatMap(remainsOf),
    owners: [...new Set([...files.filter(isOwn).map(f => nameOf(f.uid)), ...processes.map(p => nameOf(p.uid))])],
    places: [...new Set([...files.map(f => f.path), ...processes.flatMap(p => [p.exe, p.cwd])])].filter(p => p.length > 1),
  }
}

const bornAt = (f: FileOrigin): string => f.btime ?? f.ctime ?? '9'
/** What malware brought, not what it wrote into: the owner of a shell's start file says nothing of who wrote the line. */
const isOwn = ({ path }: FileOrigin): boolean =>
  !/^\/(?:etc|usr|s?bin|lib(?:64)?|var\/spool|proc)\/|\/\.(?:ssh|bash|profile|zsh)/.test(path)

function groupIds(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  return new Map([...Map.groupBy(findings, f => f.detector)].map(([id, list]) => [id, list.map(f => f.id)]))
}

/** Units that the intruder wrote himself: what they are called says nothing of whence he came. */
function plantedUnits(incident: Incident | undefined): readonly string[] {
  const ids = [...(incident?.members ?? []), ...(incident?.findings ?? []).flatMap(f => f.about)]
  return [...new Set(ids.flatMap(id => /^(?:file|autostart):.*\/([^/#]+\.(?:service|scope|timer))(?:#\d+)?$/.exec(id)?.[1] ?? []))]
}

function isPlanted({ key, value }: Cause, planted: readonly string[]): boolean {
  return (key === 'cgroup' || key === 'service') && planted.some(unit => value === unit || value.split('/').includes(unit))
}

const unitOf = (cgroup: string): string | undefined => /\/((?!user@|cron|crond|atd|ssh)[^/]+\.service)(?:\/|$)/.exec(cgroup)?.[1]
const mostBeside = 6

/** A unit is called as its owner likes: what else runs in it tells which service it is. */
function besideOf(p: ProcessOrigin, own: readonly ProcessOrigin[], facts: Facts | undefined): readonly Cause[] {
  const unit = unitOf(p.cgroup)
  if (unit === undefined) return []
  const brought = new Set<string>(own.map(o => o.id))
  return (facts?.processes ?? [])
    .filter(o => !brought.has(o.id) && o.cgroup.some(line => line.includes(`/${unit}`)))
    .slice(0, mostBeside)
    .map(o => ({ key: 'beside', value: `${o.name} ${o.exe?.path ?? ''} ${o.argv.join(' ')}`.slice(0, 300), entity: p.id, events: [] }))
}

/** By the first word of a setting: whose it is. */
const daemons: Readonly<Record<string, RegExp>> = {
  redis: /^(?:redis|valkey)/,
  postgresql: /^postgres/,
  docker: /^dockerd/,
  kubelet: /^kubelet/,
}

/** On a running host the settings of what does not run open nothing. */
function inForce(settings: readonly string[], facts: Facts | undefined): readonly string[] {
  const running = facts?.processes ?? []
  if (running.length === 0) return settings
  return settings.filter(s => running.some(p => daemons[s.slice(0, s.indexOf('.'))]?.test(p.name) !== false))
}

/** What is installed too; where it listens is told by its settings only where nothing runs, as on a disk. */
function withFootprints(running: readonly Service[], installed: readonly Service[], isRunning: boolean): readonly Service[] {
  const names = new Set(running.filter(s => s.listens.length > 0).map(s => s.name))
  return [...running, ...installed.filter(s => !names.has(s.name)).map(s => (isRunning ? { ...s, listens: [] } : s))]
}

const listening = new Set(['LISTEN', 'UNCONN', ''])

function servicesOf(facts: Facts): readonly Service[] {
  const byName = new Map<string, Set<string>>()
  const paths = new Map<string, string>()
  const processes = new Map(facts.processes.map(p => [p.id, p]))
  const add = (name: string, listen?: string): void => {
    const known = byName.get(name) ?? new Set()
    if (listen !== undefined) known.add(listen)
    byName.set(name, known)
  }
  for (const p of facts.processes) {
    if (p.kernelThread || p.name === '') continue
    add(p.name)
    if (p.exe !== undefined) paths.set(p.name, p.exe.path)
    // Java and node say by their arguments what they serve.
    for (const product of productsIn(p.argv)) add(product)
  }
  for (const socket of facts.sockets) {
    if (!listening.has(socket.state) || socket.remote.port !== 0) continue
    for (const owner of socket.owners) {
      const process = processes.get(owner)
      const listen = `${socket.local.address}:${socket.local.port}`
      if (process === undefined) continue
      add(process.name, listen)
      for (const product of productsIn(process.argv)) add(product, listen)
    }
    if (socket.owners.length === 0) add(`port-${socket.local.port}`, `${socket.local.address}:${socket.local.port}`)
  }
  const installed = facts.packages.filter(p => p.installed)
  const versions = new Map(installed.map(p => [p.name, p.version]))
  for (const { name } of installed) if (ofInterest.test(name)) add(name)
  return [...byName].map(([name, listens]) => ({ name, listens: [...listens], version: versions.get(name), path: paths.get(name) }))
}

const products =
  /\b(jenkins|confluence|activemq|weblogic|xxl-job|nacos|catalina|tomcat|yarn|resourcemanager|nodemanager|next-server|pm2|kubelet|kube-apiserver|solr|jupyter|elasticsearch)\b/gi

function productsIn(argv: readonly string[]): readonly string[] {
  return [...new Set([...argv.slice(0, 60).join(' ').slice(0, 4000).matchAll(products)].map(m => (m[1] ?? '').toLowerCase()))]
}

/** Packages of services that are attacked from outside, in the names of the distributions. */
const ofInterest =
  /^(?:openssh-server|redis(?:-server)?|valkey(?:-server)?|docker(?:\.io|-ce|-engine)?|containerd(?:\.io)?|kubelet|jenkins|postgresql(?:-\d+|-server)?|mysql-server.*|mariadb-server.*|nginx(?:-\w+)?|apache2|httpd|tomcat\d*|php(?:\d[\d.]*)?-fpm|nodejs|activemq)$/

type Remains = StandingClues['remains'][number]

/** Bytes that only a dump of Redis begins with (its RDB format): cron and sshd pass over them. */
const redisDump = /REDIS\d{4}/
/** Where cron, sshd and shells read what lies there. */
const isRead = /^\/(?:etc|var\/spool)\/(?!redis)|\/\.[^/]+(?:\/|$)/
/** A finding says that a key file is one. */
const dumpedKey = /key file .{0,200}\bdump\b/

function remainsOf(finding: Finding): readonly Remains[] {
  const findings = [finding.id]
  const escapes: readonly Remains[] =
    finding.detector === 'container-escape-setup' ? [{ key: 'docker-escape', value: finding.title.en, findings }] : []
  const image: readonly Remains[] =
    finding.detector === 'container-of-suspect' && / came with the image/.test(finding.title.en)
      ? [{ key: 'image', value: finding.title.en, findings }]
      : []
  const told = finding.evidence.flatMap(({ excerpt, locator }): readonly Remains[] => {
    const entity = finding.about[0] as EntityId
    const found: Remains[] = []
    // In its own data a line tells that somebody put it there, not that anything ever ran it.
    const isDump = finding.about.some(id => id.startsWith('autostart:redis'))
    if (isDump && !isRead.test(locator)) found.push({ key: 'redis-value', value: locator, entity, findings })
    else if (isDump || redisDump.test(excerpt) || dumpedKey.test(finding.title.en))
      found.push({ key: 'redis-dump', value: locator, entity, findings })
    for (const [url] of excerpt.matchAll(/\b(?:https?|ftp):\/\/[^\s"'|;<>)]{4,200}/g))
      found.push({ key: 'url', value: url, entity, findings })
    return found
  })
  return [...escapes, ...image, ...told]
}
