// Intel for tests that knows a few pools, malware hosts, families and declarations.
import type { Family, Indicator, Intel } from '../src/core/intel.ts'
import { matcherOf } from '../src/intel/families.ts'

export const testFamily: Family = {
  id: 'foulair',
  name: 'Foulair',
  paths: ['/tmp/foulair*', '/etc/cron.d/foulair'],
  names: ['foulaird'],
  markers: ['fl-marker-key'],
  mines: true,
  references: ['https://report.example/foulair'],
}

/** Knows pool.example (any port), 198.51.100.1:3333 as a pool, 198.51.100.2 as malware at any port, and the family above. */
export function intelWith(given: Partial<Intel> = {}): Intel {
  const entries: Readonly<Record<string, Indicator['kind']>> = {
    'pool.example': 'pool',
    '198.51.100.1:3333': 'pool',
    '198.51.100.2': 'malware',
  }
  return {
    lookup(host, port) {
      const value = [`${host}:${port}`, host, host.slice(host.indexOf('.') + 1)].find(key => Object.hasOwn(entries, key))
      return value === undefined ? undefined : { value, kind: entries[value]!, source: 'test list' }
    },
    families: [testFamily],
    ...matcherOf([testFamily]),
    authorised: [],
    about: { indicators: 3, newest: '2026-01-01' },
    ...given,
  }
}
