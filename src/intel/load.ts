// All that is known of pools, families and owners' miners, read from rules/ and from the user's own files.
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { AuthorisedMiner, CoinYield, Family, Intel } from '../core/intel.ts'
import type { Patch, Patches } from '../core/patch.ts'
import { matcherOf, parseFamily } from './families.ts'
import { Indicators } from './indicators.ts'
import { type KnownList, ownFile, packagedLists, plainReader, type RuleReader, ruleFiles } from './lists.ts'
import { isValid } from './origin.ts'
import { parsePatch, patchesOf } from './patches.ts'
import { SharedInfrastructure } from './shared-infrastructure.ts'
import { newestYields, parseYields } from './yields.ts'

export interface LoadedIntel extends Intel {
  /** Rule files and users' files that could not be read, or only in part. */
  readonly gaps: readonly Gap[]
  readonly packets: Indicators
  readonly shared: SharedInfrastructure
}

/** `ownPaths`: imported sets, users' feeds (any known format) and allow files. What is not vouched for at `now` is left out. */
export function loadIntel(ownPaths: readonly string[] = [], reader = plainReader, now = new Date().toISOString()): LoadedIntel {
  const gaps: Gap[] = []
  const authorised: AuthorisedMiner[] = []
  const lists: KnownList[] = [...packagedLists(reader)]
  for (const path of ownPaths) {
    const own = ownFile(path)
    if (isGap(own)) gaps.push(own)
    else if ('read' in own) lists.push(own)
    else {
      authorised.push(...own.authorised)
      if (own.refused > 0) gaps.push(gap(path, 'malformed', `${own.refused} declarations lack a field`))
    }
  }
  const { shared, packets, newest } = indicatorsOf(lists, now, gaps)
  const families: Family[] = []
  for (const { path, text } of ruleFiles('families', '.json', reader)) {
    const family = parseFamily(text)
    if (typeof family === 'string') gaps.push(gap(path, 'malformed', family))
    else families.push(family)
  }
  const yields: CoinYield[] = []
  for (const { path, text } of ruleFiles('yields', '.json', reader)) {
    const read = parseYields(text)
    if (typeof read === 'string') gaps.push(gap(path, 'malformed', read))
    else yields.push(...read)
  }
  return {
    lookup: (host, port) => packets.lookup(host, port),
    lookupUrl: url => packets.lookupUrl(url),
    lookupDigest: hex => packets.lookupDigest(hex),
    packets,
    shared,
    families,
    ...matcherOf(families),
    authorised,
    yields: newestYields(yields),
    patches: loadPatches(reader, gaps),
    about: { indicators: packets.size, newest },
    gaps,
  }
}

/** The virtual patches alone, for those who read logs. */
export function loadPatches(reader: RuleReader = plainReader, gaps: Gap[] = []): Patches {
  const patches: Patch[] = []
  for (const { path, text } of ruleFiles('patches', '.json', reader)) {
    const patch = parsePatch(text)
    if (typeof patch === 'string') gaps.push(gap(path, 'malformed', patch))
    else patches.push(patch)
  }
  return patchesOf(patches)
}

/** Tells of an address whether it belongs to infrastructure that innocents share with criminals. */
export function sharedAddresses(reader = plainReader): (address: string) => boolean {
  const lists = [...packagedLists(reader)].filter(list => list.shared)
  const { shared } = indicatorsOf(lists, new Date().toISOString())
  return value => shared.covers({ type: 'address', value, reference: '' }) !== undefined
}

/** One table of all lists: what is shared first, so that nothing shared gets in. */
export function indicatorsOf(
  lists: readonly KnownList[],
  now: string,
  gaps: Gap[] = [],
): { readonly shared: SharedInfrastructure; readonly packets: Indicators; readonly newest: string } {
  const shared = new SharedInfrastructure()
  const packets = new Indicators(shared.hosts)
  let newest = ''
  for (const { path, where, read } of [...lists.filter(list => list.shared), ...lists.filter(list => !list.shared)]) {
    let left = 0
    const { date, refused } = read((entry, origin) => {
      if (origin.shared) shared.hosts.add(entry, origin)
      else if (isValid(origin, now) && isValid({ from: entry.from ?? '', until: entry.until ?? '' }, now)) {
        if (shared.covers(entry) === undefined) packets.add(entry, origin)
        else left++
      }
    })
    if (where === 'packaged' && date > newest) newest = date
    if (refused.length > 0)
      gaps.push(
        gap(
          path,
          'malformed',
          `lines ${refused
            .slice(0, 10)
            .map(({ line }) => line)
            .join(', ')}`,
        ),
      )
    // A set was cut to what can be used when it was imported, and said so then.
    if (where === 'file' && left > 0) gaps.push(gap(path, 'capped', `${left} entries name shared infrastructure and are left out`))
  }
  shared.hosts.trim()
  packets.trim()
  return { shared, packets, newest }
}
