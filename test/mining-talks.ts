// Conversations of every mining dialect as their specifications write them, for tests of dissectors and for talks through real sockets. Wallets are of documentation.
import assert from 'node:assert/strict'
import type { Stratum } from '../src/core/facts/wire.ts'
import type { Said } from './wire.ts'

export const wallets = {
  XMR: '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A',
  BTC: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  ETH: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
} as const

/** What is said in turn: `>` by the miner, `<` by the pool. */
export type Talk = readonly (readonly ['>' | '<', string])[]

export interface Expected {
  readonly dialect: string
  readonly coin?: string
  readonly wallet?: string
  readonly pool?: string
  readonly accepted?: number
}

const h = (digit: string, count = 64): string => digit.repeat(count)
const line = (value: unknown): string => `${JSON.stringify(value)}\n`
const ask = (id: number, method: string, params: unknown): readonly ['>', string] => ['>', line({ id, method, params })]
const tell = (method: string, params: unknown): readonly ['<', string] => ['<', line({ id: null, method, params })]
const reply = (id: number, result: unknown): readonly ['<', string] => ['<', line({ id, result, error: null })]

const blob = `1010${h('a', 148)}`
const job = { blob, job_id: '7', target: 'b88d0600', algo: 'rx/0', height: 3_000_000, seed_hash: h('5') }
const share = { id: 'x', job_id: '7', nonce: '98024001', result: h('c') }
const ok = (id: number): readonly ['<', string] => ['<', line({ id, jsonrpc: '2.0', error: null, result: { status: 'OK' } })]

export const cryptonote: Talk = [
  [
    '>',
    line({
      id: 1,
      jsonrpc: '2.0',
      method: 'login',
      params: { login: `${wallets.XMR}.rig+5000`, pass: 'x', agent: 'XMRig/6.26.0', algo: ['rx/0', 'cn/r'] },
    }),
  ],
  ['<', line({ id: 1, jsonrpc: '2.0', error: null, result: { id: 'x', job, extensions: ['algo', 'keepalive'], status: 'OK' } })],
  ask(2, 'submit', share),
  ok(2),
  tell('job', job),
  ask(3, 'keepalived', { id: 'x' }),
  ['<', line({ id: 3, error: null, result: { status: 'KEEPALIVED' } })],
]

const notify = ['1f', h('0'), h('a', 80), h('b', 80), [h('c')], '20000000', '1702c4e4', '65e0f3b1', true]
export const bitcoin: Talk = [
  ask(1, 'mining.configure', [['version-rolling'], { 'version-rolling.mask': '1fffe000' }]),
  reply(1, { 'version-rolling': true, 'version-rolling.mask': '1fffe000' }),
  ask(2, 'mining.subscribe', ['cgminer/4.12.0']),
  reply(2, [[['mining.notify', 'ae6812eb']], '08000002', 4]),
  ask(3, 'mining.authorize', [`${wallets.BTC}.worker1`, 'x']),
  reply(3, true),
  tell('mining.set_difficulty', [512]),
  tell('mining.notify', notify),
  ask(4, 'mining.submit', [`${wallets.BTC}.worker1`, '1f', '00000000', '65e0f3b1', 'b2957c02', '00002000']),
  reply(4, true),
]

export const zec: Talk = [
  ask(1, 'mining.subscribe', ['EWBF 0.6', null, 'zec.example.org', '3333']),
  reply(1, ['04d567b212', '04d567b212']),
  ask(2, 'mining.authorize', ['account.rig4', 'x']),
  reply(2, true),
  tell('mining.set_target', [`0004${h('1', 60)}`]),
  tell('mining.notify', ['8c6f', '04000000', h('9'), h('3'), h('0'), 'a9cc405a', '09d8151c', true]),
  ask(3, 'mining.submit', ['account.rig4', '8c6f', 'a9cc405a', h('0', 54), `fd4005${h('1', 2688)}`]),
  reply(3, true),
]

export const ethproxy: Talk = [
  ['>', line({ worker: 'eth1.0', jsonrpc: '2.0', params: [wallets.ETH, 'x'], id: 2, method: 'eth_submitLogin' })],
  ['<', line({ jsonrpc: '2.0', id: 2, result: true })],
  ['>', line({ worker: '', jsonrpc: '2.0', params: [], id: 3, method: 'eth_getWork' })],
  ['<', line({ jsonrpc: '2.0', id: 0, result: [`0x${h('4')}`, `0x${h('7')}`, `0x00000000${h('d', 56)}`] })],
  ['>', line({ jsonrpc: '2.0', params: [`0x${h('1', 16)}`, `0x${h('4')}`, `0x${h('6')}`], id: 4, method: 'eth_submitWork' })],
  ['<', line({ jsonrpc: '2.0', id: 4, result: true })],
  ['>', line({ jsonrpc: '2.0', params: ['0x1d0a6b3', `0x${h('0')}`], id: 6, method: 'eth_submitHashrate' })],
]

export const ethereumStratum1: Talk = [
  ask(1, 'mining.subscribe', ['MinerName/1.0.0', 'EthereumStratum/1.0.0']),
  reply(1, [['mining.notify', 'ae6812eb4cd7735a302a8a9dd95cf71f', 'EthereumStratum/1.0.0'], '080c']),
  ask(2, 'mining.authorize', [`${wallets.ETH}.rig`, 'x']),
  reply(2, true),
  tell('mining.set_difficulty', [0.5]),
  tell('mining.notify', ['bf0488aa', h('a'), h('6'), false]),
  ask(3, 'mining.submit', [`${wallets.ETH}.rig`, 'bf0488aa', '6a909d9bbc0f']),
  reply(3, true),
]

export const ethereumStratum2: Talk = [
  ask(0, 'mining.hello', { agent: 'ethminer-0.17', host: 'eth.example.org', port: '4d2', proto: 'EthereumStratum/2.0.0' }),
  reply(0, { proto: 'EthereumStratum/2.0.0', encoding: 'gzip', resume: '0', timeout: 'b4', maxerrors: '5', node: 'Geth/v1.8.18' }),
  ['>', line({ id: 1, method: 'mining.subscribe' })],
  reply(1, 's-12345'),
  ask(2, 'mining.authorize', [`${wallets.ETH}.rig`, 'x']),
  reply(2, 'w-123'),
  [
    '<',
    line({ method: 'mining.set', params: { epoch: 'dc', target: `0112e0be826d694b${h('0', 46)}`, algo: 'ethash', extranonce: 'af4c' } }),
  ],
  ['<', line({ method: 'mining.notify', params: ['bf0488aa', '6526d5', h('6'), '0'] })],
  ask(12, 'mining.submit', ['bf0488aa', '68765fccd712', 'w-123']),
  reply(12, true),
]

export const kawpow: Talk = [
  ask(1, 'mining.subscribe', ['kawpowminer/1.2.4', 'EthereumStratum/1.0.0']),
  reply(1, [null, '4a6c']),
  ask(2, 'mining.authorize', ['account.rig', 'x']),
  reply(2, true),
  tell('mining.set_target', [`000000${h('f', 58)}`]),
  tell('mining.notify', ['7', h('a'), h('b'), `000000${h('f', 58)}`, true, 3_000_000, '1b00b1b2']),
  ask(3, 'mining.submit', ['account.rig', '7', `0x${h('1', 16)}`, `0x${h('a')}`, `0x${h('c')}`]),
  reply(3, true),
]

export const ghostrider: Talk = bitcoin.map(
  ([side, text]) => [side, text.replace('cgminer/4.12.0', 'XMRig/6.26.0').replaceAll(wallets.BTC, 'account')] as const,
)

export const kaspaAddress = 'kaspa:qpauqsvk7yf9unexwmxsnmg547mhyga37csh0kj53q6xxgl24ydxjsgzthw5j'
export const kaspa: Talk = [
  ask(1, 'mining.subscribe', ['BzMiner/v13', 'EthereumStratum/1.0.0']),
  reply(1, [true, 'EthereumStratum/1.0.0']),
  ask(2, 'mining.authorize', [`${kaspaAddress}.rig`, '']),
  reply(2, true),
  tell('mining.set_difficulty', [4]),
  tell('mining.notify', ['12', [17_000_000_000, 2, 3, 4], 1_700_000_000]),
  ask(3, 'mining.submit', [`${kaspaAddress}.rig`, '12', '0x00aabbcc11223344']),
  reply(3, true),
]

const node = 'node.example.org:18081'
const template = {
  blocktemplate_blob: blob,
  blockhashing_blob: blob,
  difficulty: 300_000,
  height: 3_000_000,
  seed_hash: h('5'),
  status: 'OK',
}
const rpc = (id: number, method: string, params: unknown): string => JSON.stringify({ jsonrpc: '2.0', id, method, params })
const post = (path: string, body: string, extra = ''): readonly ['>', string] => [
  '>',
  `POST ${path} HTTP/1.1\r\nHost: ${node}\r\nContent-Type: application/json\r\n${extra}Content-Length: ${body.length}\r\n\r\n${body}`,
]
const answer = (value: unknown): readonly ['<', string] => {
  const body = JSON.stringify(value)
  return ['<', `HTTP/1.1 200 Ok\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`]
}

const ask3 = post('/json_rpc', rpc(1, 'getblocktemplate', { wallet_address: wallets.XMR, reserve_size: 8 }))
export const moneroDaemon: Talk = [
  ask3,
  answer({ id: 1, result: template }),
  ask3,
  answer({ id: 1, result: template }),
  ask3,
  answer({ id: 1, result: template }),
]

const work = `${h('0', 256)}`
export const getwork: Talk = [
  post('/', rpc(1, 'getwork', []), 'X-Mining-Extensions: longpoll midstate rollntime\r\n'),
  answer({ id: 1, result: { data: work, target: `${h('f', 56)}00000000`, midstate: h('a') }, error: null }),
  post('/', rpc(2, 'getwork', [work])),
  answer({ id: 2, result: true, error: null }),
]

export const getBlockTemplate: Talk = [
  post('/', rpc(1, 'getblocktemplate', [{ capabilities: ['coinbasetxn', 'longpoll'], rules: ['segwit'] }])),
  answer({
    id: 1,
    result: { previousblockhash: h('0'), coinbasevalue: 312_500_000, target: `0000${h('f', 60)}`, bits: '1702c4e4', transactions: [] },
  }),
  post('/', rpc(2, 'submitblock', [h('a', 400)])),
  answer({ id: 2, result: null, error: null }),
]

const ethWork = [`0x${h('4')}`, `0x${h('7')}`, `0x0000${h('d', 60)}`]
export const ethOverHttp: Talk = [
  post('/', rpc(1, 'eth_getWork', [])),
  answer({ id: 1, result: ethWork }),
  post('/', rpc(2, 'eth_submitWork', [`0x${h('1', 16)}`, `0x${h('4')}`, `0x${h('6')}`])),
  answer({ id: 2, result: true }),
]

const grinWork = { difficulty: 32, height: 100_000, job_id: 4, pre_pow: h('0', 490) }
export const grin: Talk = [
  ask(1, 'login', { login: 'account.rig', pass: 'x', agent: 'grin-miner' }),
  ['<', line({ id: 1, method: 'login', result: 'ok', error: null })],
  ask(2, 'getjobtemplate', null),
  ['<', line({ id: 2, method: 'getjobtemplate', result: grinWork, error: null })],
  ask(3, 'submit', { edge_bits: 32, height: 100_000, job_id: 4, nonce: 7, pow: Array.from({ length: 42 }, (_, i) => i * 9) }),
  ['<', line({ id: 3, method: 'submit', result: 'ok', error: null })],
]

export const beam: Talk = [
  ['>', line({ method: 'login', api_key: 'account.rig', id: 'login', jsonrpc: '2.0' })],
  ['<', line({ method: 'result', id: 'login', code: 0, description: 'Login successful', nonceprefix: '0123' })],
  ['<', line({ method: 'job', id: '7', input: h('a'), difficulty: 100_000_000, height: 9 })],
  ['>', line({ method: 'solution', id: '7', nonce: h('1', 16), output: h('b', 208) })],
  ['<', line({ method: 'result', id: '7', code: 1, description: 'accepted' })],
]

export const dero: Talk = [
  ['<', line({ jobid: '1.0.notified', blockhashing_blob: h('7', 96), difficulty: '500', difficultyuint64: 500, height: 9, lasterror: '' })],
  ['>', line({ jobid: '1.0.notified', mbl_blob: h('7', 96) })],
]

export const epic: Talk = [
  ask(1, 'login', { login: 'account.rig', pass: 'x', agent: 'epic-miner' }),
  tell('job', { ...grinWork, algorithm: 'randomx', difficulty: [['randomx', 5000]], epochs: [[0, 2000, [1, 2]]] }),
]

export const hathor: Talk = [
  ask(1, 'subscribe', { address: 'account', mining: true }),
  reply(1, 'ok'),
  tell('job', { data: h('0', 160), job_id: h('7', 32), nonce_size: 4, weight: 21.5 }),
  ask(2, 'submit', { job_id: h('7', 32), nonce: '98024001' }),
  reply(2, 'ok'),
]

const powWork = { height: 100, pow_hash: `0x${h('f')}`, target: `0x00000d${h('b', 58)}` }
export const nervos: Talk = [
  ask(1, 'ckb_submitLogin', { login: 'account', agent: 'miner/1', worker: 'rig' }),
  reply(1, { nonce_pre: '0xbdb0c4', nonce_bytes: 5 }),
  ask(2, 'ckb_getWork', null),
  reply(2, powWork),
  ask(3, 'ckb_submitWork', { pow_hash: `0x${h('f')}`, nonce: '0x1' }),
  reply(3, true),
]

const group = { fromGroup: 0, toGroup: 1, jobId: '7', headerBlob: h('0', 620), txsBlob: '0200', targetBlob: '00000fff' }
export const alephium: Talk = [
  ask(0, 'mining.hello', { agent: 'bzminer', host: '', port: '', proto: 'AlephiumStratum/1.0.0' }),
  tell('mining.set_extranonce', ['63c2']),
  tell('mining.notify', [group, { ...group, toGroup: 2 }]),
  ask(4, 'mining.submit', { jobId: '7', fromGroup: 0, toGroup: 1, nonce: h('1', 48), worker: 'rig' }),
  reply(4, true),
]

const fish = (side: '>' | '<', id: number, method: string, body: unknown): Talk[number] => [side, line({ id, method, body })]
export const ironfish: Talk = [
  fish('>', 0, 'mining.subscribe', { version: 2, publicAddress: h('a'), name: 'rig', agent: 'bzminer' }),
  fish('<', 0, 'mining.subscribed', { clientId: 5, xn: '0a0b' }),
  fish('<', 1, 'mining.set_target', { target: `000000${h('f', 58)}` }),
  fish('<', 2, 'mining.notify', { miningRequestId: 7, header: h('0', 360) }),
  fish('>', 5, 'mining.submit', { miningRequestId: 7, randomness: h('1', 16), graffiti: h('0') }),
  fish('<', 3, 'mining.submitted', { id: 5, result: true }),
]

const pearlAddress = `prl1q${h('q', 38)}`
export const pearl: Talk = [
  ask(1, 'mining.authorize', { wallet: pearlAddress, worker: 'rig', pass: 'x', agent: 'soat-miner/1' }),
  reply(1, true),
  tell('mining.notify', { job_id: '0_1', header: h('0', 152), target: h('0', 64), height: 9, cert_version: 3 }),
  ask(2, 'mining.submit', { job_id: '0_1', plain_proof: 'AAAA' }),
  reply(2, true),
]

/** As some pools write Alephium's: one job as it is, without a list around it. */
export const alephiumObject: Talk = [
  ask(1, 'mining.authorize', ['account.rig', 'x']),
  reply(1, true),
  tell('mining.notify', { jobId: '7', fromGroup: 3, toGroup: 3, txsBlob: '00', headerBlob: h('a', 400), targetBlob: '0001' }),
  ask(2, 'mining.submit', { jobId: '7', fromGroup: 3, toGroup: 3, nonce: h('b', 48), worker: 'account.rig' }),
  reply(2, true),
]

const identity = 'Q'.repeat(60)
export const qatum: Talk = [
  ['>', line({ id: 1, wallet: identity, worker: 'rig' })],
  ['<', line({ id: 1, result: true, error: null })],
  ['<', line({ id: 2, computorId: identity })],
  ['<', line({ id: 3, seed: h('5'), isEmpty: false })],
  ['>', line({ id: 4, nonce: h('1'), seed: h('5'), computorId: identity })],
  ['<', line({ id: 4, result: true, error: null })],
  ['>', line({ id: 5, computorId: identity, hashrate: 1200 })],
]

/** As browser miners speak over WebSocket. */
export const coinhive: Talk = [
  ['>', line({ type: 'auth', params: { site_key: wallets.XMR, type: 'user', user: 'rig', version: 7 } })],
  ['<', line({ type: 'authed', params: { token: '', hashes: 0 } })],
  ['<', line({ type: 'job', params: job })],
  ['>', line({ type: 'submit', params: { ...share, version: 7 } })],
  ['<', line({ type: 'hash_accepted', params: { hashes: 256 } })],
]

export const arweave: Talk = [
  ask(1, 'login', { login: 'account.rig', pass: 'x', agent: 'node/2' }),
  tell('job', { job_id: '7', bds: h('a', 96), target: 'b88d0600', height: 9 }),
  ask(2, 'submit', { job_id: '7', nonce: '98024001', hash: h('c') }),
  ok(2),
]

export const xelis: Talk = [
  ['<', line({ new_job: { algorithm: 'xel/v2', difficulty: '500', height: 9, miner_work: h('7', 224) } })],
  ['>', line({ miner_work: h('7', 224) })],
]

export const nimiq: Talk = [
  [
    '>',
    line({ message: 'register', mode: 'nano', address: 'NQ07 0000 0000 0000 0000 0000 0000 0000 0000', deviceId: 7, genesisHash: 'AAAA' }),
  ],
  ['<', line({ message: 'settings', address: 'NQ07', extraData: 'AAAA', target: 5e70, targetCompact: 521142272, nonce: 3 })],
  ['<', line({ message: 'new-block', bodyHash: 'AA', accountsHash: 'AA', previousBlock: 'AAAA' })],
  ['>', line({ message: 'share', blockHeader: 'AAAA', minerAddrProof: 'AA', extraDataProof: 'AA' })],
]

/** Every dialect, with what must be read of it. */
export const talks: Readonly<Record<string, { readonly talk: Talk; readonly is: Expected }>> = {
  cryptonote: { talk: cryptonote, is: { dialect: 'cryptonote', coin: 'XMR', wallet: wallets.XMR, accepted: 1 } },
  bitcoin: { talk: bitcoin, is: { dialect: 'stratum-1', coin: 'BTC', wallet: wallets.BTC, accepted: 1 } },
  zec: { talk: zec, is: { dialect: 'zec', coin: 'ZEC', pool: 'zec.example.org:3333', accepted: 1 } },
  ethproxy: { talk: ethproxy, is: { dialect: 'ethproxy', coin: 'ETC', wallet: wallets.ETH, accepted: 1 } },
  'ethereumstratum-1': { talk: ethereumStratum1, is: { dialect: 'ethereumstratum-1', coin: 'ETC', wallet: wallets.ETH, accepted: 1 } },
  'ethereumstratum-2': {
    talk: ethereumStratum2,
    is: { dialect: 'ethereumstratum-2', coin: 'ETC', pool: 'eth.example.org:1234', accepted: 1 },
  },
  kawpow: { talk: kawpow, is: { dialect: 'kawpow', coin: 'RVN', accepted: 1 } },
  ghostrider: { talk: ghostrider, is: { dialect: 'ghostrider', coin: 'RTM', accepted: 1 } },
  kaspa: { talk: kaspa, is: { dialect: 'kaspa', coin: 'KAS', wallet: kaspaAddress, accepted: 1 } },
  grin: { talk: grin, is: { dialect: 'grin', coin: 'GRIN', accepted: 1 } },
  beam: { talk: beam, is: { dialect: 'beam', coin: 'BEAM', accepted: 1 } },
  dero: { talk: dero, is: { dialect: 'dero', coin: 'DERO' } },
  epic: { talk: epic, is: { dialect: 'grin', coin: 'EPIC' } },
  hathor: { talk: hathor, is: { dialect: 'hathor', coin: 'HTR', accepted: 1 } },
  nervos: { talk: nervos, is: { dialect: 'nervos', coin: 'CKB', accepted: 1 } },
  alephium: { talk: alephium, is: { dialect: 'alephium', coin: 'ALPH', accepted: 1 } },
  ironfish: { talk: ironfish, is: { dialect: 'ironfish', coin: 'IRON', accepted: 1 } },
  pearl: { talk: pearl, is: { dialect: 'stratum', coin: 'PRL', accepted: 1 } },
  'alephium, one job': { talk: alephiumObject, is: { dialect: 'alephium', coin: 'ALPH', accepted: 1 } },
  qatum: { talk: qatum, is: { dialect: 'qatum', coin: 'QUBIC', accepted: 1 } },
  coinhive: { talk: coinhive, is: { dialect: 'cryptonote', coin: 'XMR', wallet: wallets.XMR, accepted: 1 } },
  arweave: { talk: arweave, is: { dialect: 'cryptonote', accepted: 1 } },
  xelis: { talk: xelis, is: { dialect: 'xelis', coin: 'XEL' } },
  nimiq: { talk: nimiq, is: { dialect: 'nimiq', coin: 'NIM' } },
  'monero daemon': {
    talk: moneroDaemon,
    is: { dialect: 'getblocktemplate', coin: 'XMR', wallet: wallets.XMR, pool: node },
  },
  getwork: { talk: getwork, is: { dialect: 'getwork', accepted: 1, pool: node } },
  getblocktemplate: { talk: getBlockTemplate, is: { dialect: 'getblocktemplate', coin: 'BTC', accepted: 1, pool: node } },
  'eth_getWork over HTTP': { talk: ethOverHttp, is: { dialect: 'ethproxy', coin: 'ETC', accepted: 1, pool: node } },
}

export const saidIn = (talk: Talk): Said[] => talk.map(([side, text]) => [side === '>' ? 0 : 1, text])
export const bytesIn = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0))

/** The CryptoNote talk as it is said, for what carries it, and whether all of it was read. */
export const carried: readonly Said[] = saidIn(cryptonote)
export function isCarried(row: Stratum | undefined): void {
  assert.deepEqual([row?.dialect, row?.wallets, row?.jobs, row?.submitted, row?.accepted], ['cryptonote', [wallets.XMR], 2, 1, 1])
}
