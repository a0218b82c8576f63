// Takes a body off the wire when it is a program, a script, an archive or a miner's configuration: digest and entropy of all of it, a bounded part for looking inside.
import { createHash, type Hash } from 'node:crypto'
import { textOf } from '../core/bytes.ts'
import type { Flow, Side } from '../core/dissector.ts'
import type { Download, WireRow } from '../core/facts/wire.ts'
import { magicOf } from '../parse/magic.ts'
import { readMinerConfig, readMinerStrings } from '../parse/miner-config.ts'
import { readShell } from '../parse/shell-command.ts'
import { ssdeep } from '../parse/ssdeep.ts'
import { interestingStrings } from '../parse/strings.ts'
import { tlsh } from '../parse/tlsh.ts'
import { wireRow } from './wire-row.ts'

/** Bytes kept of one body, for looking inside and for being written away. */
const mostKept = 8 << 20
/** A text is looked at as a configuration, or as orders to a shell, up to this size. */
const longestText = 64 << 10
const mostTells = 8
/** One of them stands in every miner's configuration. */
const words = ['donate', 'pool', 'stratum', 'algo', 'wallet']
/** One of them stands in every loader. */
const loads = ['curl', 'wget', 'tftp', 'ftpget', 'lwp-download']
/** A place without a name. */
const barePlace = /^\w+:\/\/(?:[\d.]+|\[)/
/** Before this many bytes nobody can say what it is. */
const enough = 512

export interface Source {
  readonly url: string
  readonly agent: string
  /** Who sent it. */
  readonly from: Side
}

export class Carver {
  private readonly flow: Flow
  private readonly source: Source
  private readonly row: WireRow
  /** Begun once it is worth it: most bodies are of no interest. */
  private hash: Hash | undefined
  private readonly counts = new Uint32Array(256)
  private body = new Uint8Array(4096)
  private kept = 0
  private size = 0
  private kind: Download['kind'] | 'orders' | undefined

  constructor(flow: Flow, source: Source) {
    this.flow = flow
    this.source = source
    this.row = wireRow(flow)
  }

  /** False: it is nothing of interest. */
  data(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.hash !== undefined) this.count(bytes.subarray(start, end))
    this.size += end - start
    const stop = Math.min(end, start + mostKept - this.kept)
    if (stop > start) this.keep(bytes.subarray(start, stop))
    if (this.kind !== undefined || this.size < enough) return true
    this.kind = this.kindOfBody()
    if (this.kind !== undefined) this.count(this.body.subarray(0, this.kept))
    return this.kind !== undefined && ((this.kind !== 'configuration' && this.kind !== 'orders') || this.size <= longestText)
  }

  end(isWhole: boolean): void {
    const body = this.body.subarray(0, this.kept)
    const found = this.kind ?? this.kindOfBody()
    const kind = found !== 'orders' ? found : isLoader(body) ? 'script' : undefined
    if (kind === undefined || this.size === 0) return
    const miner = tellsOf(kind, body)
    if (kind === 'configuration' && miner.length === 0) return
    if (this.hash === undefined) this.count(body)
    const sha256 = this.hash!.digest('hex')
    const { flow, row, size } = this
    const { from, url, agent } = this.source
    const receiver = (from === 1 ? row.client : row.server).address
    const packer = Buffer.from(body.buffer, 0, Math.min(512, this.kept)).includes('UPX!') ? 'UPX' : ''
    const seen = { ...row, url, agent, receiver, kind, size, whole: isWhole, sha256, entropy: this.entropy(), packer, miner }
    const isSuspect = miner.length > 0 || packer !== '' || barePlace.test(url) || flow.intel.digest(Buffer.from(sha256, 'hex'), 0, 32) >= 0
    const isKept = size === this.kept
    flow.emit('downloads', isSuspect && isKept ? { ...seen, ...similarity(body) } : seen)
    // A digest names exactly the bytes that are kept.
    if (isKept) flow.keep(sha256, body.slice())
  }

  /** "orders": a text that may be a script without a first line that says so, from where people seldom read. */
  private kindOfBody(): Download['kind'] | 'orders' | undefined {
    const body = this.body.subarray(0, this.kept)
    return kindOf(body) ?? (barePlace.test(this.source.url) && mayBeOrders(body) ? 'orders' : undefined)
  }

  private count(bytes: Uint8Array): void {
    this.hash ??= createHash('sha256')
    this.hash.update(bytes)
    for (const byte of bytes) this.counts[byte]!++
  }

  private entropy(): number {
    const bits = this.counts.reduce((sum, n) => (n === 0 ? sum : sum - (n / this.size) * Math.log2(n / this.size)), 0)
    return Math.round(bits * 100) / 100
  }

  private keep(bytes: Uint8Array): void {
    const need = this.kept + bytes.length
    if (need > this.body.length) {
      const larger = new Uint8Array(Math.min(mostKept, Math.max(need, this.body.length * 2)))
      larger.set(this.body.subarray(0, this.kept))
      this.body = larger
    }
    this.body.set(bytes, this.kept)
    this.kept = need
  }
}

/** Half a second for each 4 MiB: so much in all, however much is downloaded. */
let allowance = 256 << 20

/** What is looked for in collections of malware when the exact digest is unknown there. */
function similarity(body: Uint8Array): Pick<Download, 'tlsh' | 'ssdeep'> {
  allowance -= body.length
  return allowance < 0 ? {} : { tlsh: tlsh(body), ssdeep: ssdeep(body) }
}

function kindOf(body: Uint8Array): Download['kind'] | undefined {
  if (body[0] === 0x4d && body[1] === 0x5a) return isPe(body) ? 'pe' : undefined
  const magic = magicOf(body.subarray(0, 4096))
  if (magic === 'elf' || magic === 'script' || magic === 'archive') return magic
  return magic === 'text' && /^\s*\{/.test(textOf(body.subarray(0, 64))) ? 'configuration' : undefined
}

/** No page of the web, no JSON. */
function mayBeOrders(body: Uint8Array): boolean {
  return magicOf(body.subarray(0, 4096)) === 'text' && !/^\s*[<{[]/.test(textOf(body.subarray(0, 64)))
}

/** Beside a download: what installations do not do. */
const shady = ['odd-place', 'silent-background', 'kills-rivals', 'wipes-history', 'installs-persistence', 'locks-files'] as const

/** Orders to a shell that fetch something and run it, or do more that loaders do. */
function isLoader(body: Uint8Array): boolean {
  if (body.length > longestText || !loads.some(word => bufferOf(body).includes(word))) return false
  const { signs } = readShell(textOf(body))
  return signs.has('download-and-run') || signs.has('download-to-shell') || (signs.has('download') && shady.some(sign => signs.has(sign)))
}

/** MZ, and where it says so, "PE". */
function isPe(body: Uint8Array): boolean {
  if (body.length < 0x40) return false
  const at = body[0x3c]! | (body[0x3d]! << 8)
  return at + 4 > body.length ? at < 4096 : body[at] === 0x50 && body[at + 1] === 0x45
}

function bufferOf(body: Uint8Array): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.length)
}

function tellsOf(kind: Download['kind'], body: Uint8Array): readonly string[] {
  if (kind === 'archive') return []
  if (kind === 'elf' || kind === 'pe') return readMinerStrings([...interestingStrings(body)])?.excerpts.slice(0, mostTells) ?? []
  const head = bufferOf(body).subarray(0, longestText)
  if (!words.some(word => head.includes(word))) return []
  const text = textOf(head)
  const config = readMinerConfig(text)
  // An example that came with the program has a placeholder for a wallet; talk of miners that is quoted somewhere has no settings.
  const isInUse = config !== undefined && !config.placeholder && config.evidence.some(({ kind }) => kind === 'pool' || kind === 'key')
  return !isInUse ? [] : config.evidence.slice(0, mostTells).map(({ text: tell }) => tell)
}
