// Intel for tests that knows a few pools, malware hosts, families and declarations.
import type { Family, Intel } from '../src/core/intel.ts'
import { matcherOf } from '../src/intel/families.ts'
import { Indicators } from '../src/intel/indicators.ts'
import { readList } from '../src/intel/list-file.ts'
import { ruleFiles } from '../src/intel/lists.ts'
import { parsePatch, patchesOf } from '../src/intel/patches.ts'

export const testFamily: Family = {
  id: 'foulair',
  name: 'Foulair',
  paths: ['/tmp/foulair*', '/etc/cron.d/foulair'],
  names: ['foulaird'],
  markers: ['fl-marker-key'],
  mines: true,
  references: ['https://report.example/foulair'],
}

/** Every virtual patch there is. */
const packagedPatches = patchesOf(
  ruleFiles('patches', '.json')
    .map(({ text }) => parsePatch(text))
    .filter(patch => typeof patch !== 'string'),
)

/** Knows pool.example (any port), 198.51.100.1:3333 as a pool, 198.51.100.2 as malware at any port, one script on code.example, one digest, and the family above. */
export function intelWith(given: Partial<Intel> = {}): Intel {
  const packets = new Indicators()
  readList(`${known}\n`, 'test list', (entry, origin) => packets.add(entry, origin))
  return {
    lookup: (host, port) => packets.lookup(host, port),
    lookupUrl: url => packets.lookupUrl(url),
    lookupDigest: hex => packets.lookupDigest(hex),
    packets,
    families: [testFamily],
    ...matcherOf([testFamily]),
    authorised: [],
    yields: new Map(),
    patches: packagedPatches,
    about: { indicators: packets.size, newest: '2026-01-01' },
    ...given,
  }
}

const known = `#: source test list
pool.example
198.51.100.1:3333
#: kind malware
198.51.100.2
code.example/evil/setup.sh
${'ab'.repeat(32)}`
