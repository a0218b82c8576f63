// All that is known of pools, families and owners' miners, read from rules/ and from the user's own files.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Gap, gap } from '../core/gap.ts'
import type { AuthorisedMiner, Family, Indicator, Intel } from '../core/intel.ts'
import { readFeed } from '../parse/feeds/feed.ts'
import { parseAllow } from './allow.ts'
import { matcherOf, parseFamily } from './families.ts'
import { Indicators } from './indicators.ts'
import { parsePoolList } from './pool-list.ts'
import { SharedInfrastructure } from './shared-infrastructure.ts'

export interface LoadedIntel extends Intel {
  /** Rule files and users' files that could not be read, or only in part. */
  readonly gaps: readonly Gap[]
}

const packaged = fileURLToPath(new URL('../../rules/', import.meta.url))
const sharedList = `${packaged}allow/shared-infrastructure.txt`
const largestFile = 64 << 20

/** How the packaged rules are read; both throw when they cannot. */
export interface RuleReader {
  names(folder: string): readonly string[]
  text(path: string): string
}

const plain: RuleReader = { names: folder => readdirSync(folder), text: path => readFileSync(path, 'utf8') }

/** Every file of a folder of rules with its text, samples left out. */
export function ruleFiles(folder: string, suffix: string, reader = plain): readonly { readonly path: string; readonly text: string }[] {
  const names = reader.names(packaged + folder).filter(name => name.endsWith(suffix) && !name.endsWith('.samples.json'))
  return [...names].sort().map(name => ({ path: `${packaged}${folder}/${name}`, text: reader.text(`${packaged}${folder}/${name}`) }))
}

/** `extraFiles`: users' feeds (any known format) and allow files, told apart by their content. */
export function loadIntel(extraFiles: readonly string[] = [], reader = plain): LoadedIntel {
  const gaps: Gap[] = []
  const shared = new SharedInfrastructure(reader.text(sharedList))
  const indicators = new Indicators(shared)
  const authorised: AuthorisedMiner[] = []
  let newest = ''
  for (const { path, text } of ruleFiles('pools', '.txt', reader)) {
    const list = parsePoolList(text, path)
    for (const { entry, indicator } of list.listed) indicators.add(entry, indicator)
    if (list.date > newest) newest = list.date
    if (list.refused.length > 0) gaps.push(gap(path, 'malformed', `lines ${list.refused.slice(0, 10).join(', ')}`))
  }
  const families: Family[] = []
  for (const { path, text } of ruleFiles('families', '.json', reader)) {
    const family = parseFamily(text)
    if (typeof family === 'string') gaps.push(gap(path, 'malformed', family))
    else families.push(family)
  }
  for (const path of extraFiles) gaps.push(...addOwn(path, indicators, authorised))
  return {
    lookup: (host, port) => indicators.lookup(host, port),
    families,
    ...matcherOf(families),
    authorised,
    about: { indicators: indicators.size, newest },
    gaps,
  }
}

/** Tells of an address whether it belongs to infrastructure that innocents share with criminals. */
export function sharedAddresses(reader = plain): (address: string) => boolean {
  const shared = new SharedInfrastructure(reader.text(sharedList))
  return host => shared.covers({ host, reference: '' })
}

function addOwn(path: string, indicators: Indicators, authorised: AuthorisedMiner[]): Gap[] {
  let text: string
  try {
    if (statSync(path).size > largestFile) return [gap(path, 'capped', 'larger than 64 MiB')]
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return [gap(path, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'denied')]
  }
  const allow = parseAllow(text)
  if (allow !== undefined) {
    authorised.push(...allow.authorised)
    return allow.refused > 0 ? [gap(path, 'malformed', `${allow.refused} declarations lack a field`)] : []
  }
  const { format, entries } = readFeed(text)
  if (format === 'unknown') return [gap(path, 'malformed', 'neither an allow file nor a feed of a known format')]
  let shared = 0
  for (const entry of entries) {
    const value = entry.port === undefined ? entry.host : `${entry.host}:${entry.port}`
    const indicator: Indicator = { value, kind: 'pool', source: [path, entry.reference].filter(part => part !== '').join(', ') }
    if (!indicators.add(entry, indicator)) shared++
  }
  return shared > 0 ? [gap(path, 'capped', `${shared} entries name shared infrastructure and are left out`)] : []
}
