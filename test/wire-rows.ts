// Rows of the wire made of literals, for tests of detectors.
import type { ListedConversation, Stratum, WireRow } from '../src/core/facts/wire.ts'
import { instantOf } from '../src/core/instant.ts'

export const someWireRow: WireRow = {
  conversation: 'connection:tcp/192.0.2.1:50000-198.51.100.1:3333',
  client: { address: '192.0.2.1', port: 50_000 },
  server: { address: '198.51.100.1', port: 3333 },
  via: [],
  frame: 'test.pcap#1',
  at: instantOf(1_700_000_000_000)!,
}

export function stratumRow(row: Partial<Stratum> = {}): Stratum {
  return {
    ...someWireRow,
    dialect: 'cryptonote',
    pool: '',
    wallets: [],
    login: '',
    password: '',
    worker: '',
    agent: '',
    algorithms: [],
    miners: 0,
    jobs: 0,
    submitted: 0,
    accepted: 0,
    rejected: 0,
    verbs: [],
    last: someWireRow.at,
    lines: [],
    ...row,
  }
}

export function listedRow(row: Partial<ListedConversation> = {}): ListedConversation {
  return {
    ...someWireRow,
    transport: 'tcp',
    protocol: '',
    indicator: { value: '198.51.100.1:3333', kind: 'pool', source: 'test list' },
    answered: true,
    packets: 9,
    bytes: 900,
    seconds: 30,
    ...row,
  }
}
