// When a scan's result names a thing: the rule by which scenarios are scored, the same for artefacts and for decoys.
import type { EntityId } from '../src/core/entity.ts'
import type { Finding } from '../src/core/finding.ts'
import type { ScanResult } from '../src/core/incident.ts'
import type { Thing } from './scenario.ts'
import type { Sight } from './sight.ts'

/**
 * What a result accuses: members and findings of incidents judged mining or suspicious, and findings above "low" wherever they stand.
 * All else (weak hints, coverage, inventories, incidents judged authorised or benign) neither finds an artefact nor accuses a decoy.
 */
export interface Accusation {
  readonly entities: ReadonlySet<EntityId>
  readonly findings: readonly Finding[]
}

export function accusation({ incidents, findings }: ScanResult): Accusation {
  const open = incidents.filter(incident => incident.verdict === 'mining' || incident.verdict === 'suspicious')
  const quiet = new Set(incidents.filter(incident => !open.includes(incident)).flatMap(({ findings }) => findings.map(({ id }) => id)))
  const loud = findings.filter(({ id, severity }) => !quiet.has(id) && severity !== 'info' && severity !== 'low')
  const all = [...new Map([...open.flatMap(incident => incident.findings), ...loud].map(finding => [finding.id, finding])).values()]
  return { findings: all, entities: new Set([...open.flatMap(({ members }) => members), ...all.flatMap(({ about }) => about)]) }
}

/** Where the thing is accused by name: as an entity, or at the place an evidence points to. Empty when nowhere. */
export function accusedAt(thing: Thing, { entities, findings }: Accusation, sight: Sight): string[] {
  const isIt = namesOf(thing, sight)
  const locators = findings.flatMap(({ evidence }) => evidence.map(({ locator }) => locator))
  return [...new Set([...entities, ...locators])].map(samePlace).filter(isIt)
}

/**
 * As `accusedAt`, and for an artefact also an evidence's excerpt that quotes it: a whole path, or the words of a line of that very file.
 * An excerpt that merely quotes a decoy's words accuses nobody, so decoys are judged by `accusedAt` alone.
 */
export function found(thing: Thing, { entities, findings }: Accusation, sight: Sight): boolean {
  if (thing.kind === 'process' || thing.kind === 'user') return everyOne(thing, { entities, findings }, sight)
  if (accusedAt(thing, { entities, findings }, sight).length > 0) return true
  const quotes = findings.flatMap(({ evidence }) => evidence)
  if (thing.kind === 'line')
    return quotes.some(({ locator, excerpt }) => fileOf(samePlace(locator)) === samePlace(thing.path) && excerpt.includes(thing.text))
  if (thing.kind === 'mount')
    return quotes.some(({ locator, excerpt }) => /mount/.test(locator) && sight.pids(thing).some(pid => wholePath(excerpt, `/proc/${pid}`)))
  const said = thing.kind === 'file' ? thing.path : thing.remote
  return quotes.some(({ excerpt }) => wholePath(excerpt, said) || wholePath(samePlace(excerpt), samePlace(said)))
}

/** All processes that fit must be accused, not only one of them; one that does not run is not found. */
function everyOne(thing: Thing, accused: Accusation, sight: Sight): boolean {
  if (thing.kind !== 'process') return accusedAt(thing, accused, sight).length > 0
  const pids = sight.pids(thing)
  return pids.length > 0 && pids.every(pid => accusedAt(thing, accused, { ...sight, pids: () => [pid] }).length > 0)
}

function namesOf(thing: Thing, sight: Sight): (name: string) => boolean {
  switch (thing.kind) {
    case 'process': {
      const pids = sight.pids(thing)
      return name => pids.some(pid => name.startsWith(`process:${pid}@`) || name === `/proc/${pid}` || name.startsWith(`/proc/${pid}/`))
    }
    case 'mount': {
      const pids = sight.pids(thing)
      return name => pids.some(pid => name === `/proc/${pid}` || name.startsWith(`/proc/${pid}/`))
    }
    case 'file': {
      const paths = [thing.path, ...(thing.also ?? [])].map(samePlace)
      return name => paths.includes(fileOf(name))
    }
    case 'line': {
      const path = samePlace(thing.path)
      const lines = sight.lines(thing.path, thing.text)
      return name => fileOf(name) === path && (lines.includes(lineOf(name)) || (name.startsWith('autostart:') && lineOf(name) === 0))
    }
    case 'user': {
      const lines = [...sight.lines('/etc/passwd', `${thing.name}:`), ...sight.lines('/etc/shadow', `${thing.name}:`)]
      return name => name === `user:${thing.name}` || (/^\/etc\/(passwd|shadow):/.test(name) && lines.includes(lineOf(name)))
    }
    case 'connection':
      return name => name.startsWith('connection:') && name.endsWith(`-${thing.remote}`)
  }
}

/** The file of "file:/p", "autostart:kind:/p#3", "/p:3" or "/p"; '' for all else. */
function fileOf(name: string): string {
  const path = name.startsWith('file:') ? name.slice(5) : name.replace(/^(autostart|key):[^/]*/, '')
  return path.startsWith('/') ? path.replace(/(?:[#:]\d+(?:-\d+)?)$/, '') : ''
}

/** The line of such a name; 0 when it names the whole file. */
function lineOf(name: string): number {
  return Number(/[#:](\d+)(?:-\d+)?$/.exec(name)?.[1] ?? 0)
}

/** /bin, /sbin, /lib are links into /usr on a merged system, /var/run is /run: one spelling for both. */
function samePlace(name: string): string {
  return name.replace(/(^|[\s:"'])\/(bin|sbin|lib|lib64)\//g, '$1/usr/$2/').replace(/(^|:)\/var\/run\//, '$1/run/')
}

/** The path stands there as a whole, not as the beginning or the end of a longer one. */
function wholePath(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    if (!/[\w./-]/.test(text[at - 1] ?? ' ') && !/[\w/-]/.test(text[at + path.length] ?? ' ')) return true
  }
  return false
}
