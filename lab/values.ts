// What the scenarios' scripts are given: a pool address that the rules know, and wallets that are valid in form but belong to nobody.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { base58xmr, bech32, createBase58check } from '@scure/base'
import { project } from './places.ts'
import type { Values } from './scenario.ts'

/** Bytes that look random and are the same in every run: nobody knows a private key to them. */
function bytes(label: string, length: number): Uint8Array {
  return createHash('shake256', { outputLength: length }).update(`davylamp lab: ${label}`).digest()
}

const hash256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest()

function monero(label: string): string {
  const body = Uint8Array.of(18, ...bytes(label, 64))
  return base58xmr.encode(Uint8Array.of(...body, ...keccak_256(body).subarray(0, 4)))
}

/** EIP-55: the case of each letter is its checksum. */
function ethereum(label: string): string {
  const hex = Buffer.from(bytes(label, 20)).toString('hex')
  const sum = Buffer.from(keccak_256(new TextEncoder().encode(hex))).toString('hex')
  return `0x${[...hex].map((c, i) => (Number.parseInt(sum[i] ?? '0', 16) >= 8 ? c.toUpperCase() : c)).join('')}`
}

export function values(): Values {
  const key = Buffer.concat([Buffer.from('\0\0\0\x07ssh-rsa\0\0\0\x03\x01\0\x01\0\0\x01\x01\0', 'latin1'), bytes('key', 256)])
  return {
    POOL: knownPool(),
    WALLET: monero('monero'),
    WALLET2: monero('another monero'),
    BTC: createBase58check(hash256).encode(Uint8Array.of(0, ...bytes('bitcoin', 20))),
    BECH32: bech32.encode('bc', [0, ...bech32.toWords(bytes('segwit', 20))]),
    ETH: ethereum('ethereum'),
    KEY: key.toString('base64'),
  }
}

/** The first IPv4 address with a port that a list of pools in rules/pools names; a documentation address where there is none. */
function knownPool(): string {
  const texts = filesBelow(join(project, 'rules/pools')).map(file => readFileSync(file, 'utf8'))
  for (const text of texts.filter(text => /^#: kind pool$/m.test(text))) {
    const found = /^(?:\d{1,3}\.){3}\d{1,3}:\d{2,5}$/m.exec(text)?.[0]
    if (found !== undefined) return found
  }
  return '192.0.2.33:3333'
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort()
  } catch {
    return []
  }
}
