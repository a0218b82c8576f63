// Stratum and its kin: JSON between a miner and its pool or node, on a bare connection or inside any carrier.
import { textOf } from '../../core/bytes.ts'
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { miningMessages } from '../../parse/protocols/mining-reading.ts'
import { longMessage } from '../../parse/protocols/node-mining.ts'
import { Gunzip } from '../gunzip.ts'
import { JsonFrames } from '../json-frames.ts'
import { Ledger } from '../mining/ledger.ts'

/** Of longer ones (blocks, templates with their transactions) the beginning tells what they are. */
const longestText = 16 << 10
/** Texts and bytes of another kind after which it is some other JSON. */
const mostStrangers = 12
const mostStrange = 256 << 10
/** Bytes between texts of JSON beyond which they are quoted in some other text. */
const mostProse = 20

export const stratum: Dissector = {
  id: 'stratum',
  summary: {
    zh: '各种 stratum 挖矿协议及节点挖矿接口(JSON)',
    en: 'stratum mining protocols of all dialects, and mining with a node (JSON)',
  },
  techniques: ['T1496.001', 'T1071'],
  references: [
    'https://github.com/xmrig/xmrig/blob/master/doc/STRATUM.md',
    'https://github.com/bitcoin/bips/blob/master/bip-0310.mediawiki',
    'https://zips.z.cash/zip-0301',
    'https://eips.ethereum.org/EIPS/eip-1571',
  ],
  over: 'tcp',
  starts: '{[ \t\r\n\xef',
  probe(bytes, start, end, _, flow) {
    let at = afterBlanks(bytes, bytes[start] === 0xef && bytes[start + 1] === 0xbb ? start + 3 : start, end)
    if (at < end && bytes[at] === sign.bracket) at = afterBlanks(bytes, at + 1, end)
    if (at >= end) return 'more'
    // Of Socket.IO the name of the event comes first: ["submit",{…}].
    if (bytes[at] === sign.quote && bytes[start] === sign.bracket) return flow.via.length > 0 ? 'yes' : 'no'
    if (bytes[at] !== sign.brace) return 'no'
    at = afterBlanks(bytes, at + 1, end)
    if (at === end) return 'more'
    return bytes[at] === sign.quote ? 'yes' : 'no'
  },
  open: flow => new Mining(flow),
}

const sign = { brace: 0x7b, bracket: 0x5b, quote: 0x22 } as const
/** The first byte of gzip, which no JSON text begins with. */
const gzip = 0x1f

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9
}

function afterBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isBlank(bytes[at]!)) at++
  return at
}

class Mining implements Conversation {
  private readonly frames: readonly [JsonFrames, JsonFrames] = [new JsonFrames(longestText), new JsonFrames(longestText)]
  private readonly packed: [Gunzip | undefined, Gunzip | undefined] = [undefined, undefined]
  private readonly ledger: Ledger
  private strangers = 0
  private strange = 0

  constructor(flow: Flow) {
    this.ledger = new Ledger(flow)
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    // EthereumStratum/2 may pack all that follows the greeting.
    if (bytes[start] === gzip && this.frames[from].isBetween) this.packed[from] ??= new Gunzip()
    const packed = this.packed[from]
    if (packed === undefined) return this.plain(from, bytes, start, end)
    const fresh = packed.push(bytes.subarray(start, end))
    if (fresh === undefined) this.ledger.tell()
    return fresh !== undefined && this.plain(from, fresh, 0, fresh.length)
  }

  lost(from: Side): void {
    this.frames[from].cut((text, a, b) => this.text(from, textOf(text.subarray(a, b)), false))
  }

  end(): void {
    this.ledger.tell()
  }

  private plain(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    const { ledger } = this
    if (!ledger.isOpen) this.strange += end - start
    const goesOn = this.frames[from].push(bytes, start, end, (text, a, b, isWhole) => this.text(from, textOf(text.subarray(a, b)), isWhole))
    if (this.frames[from].prose > mostProse) ledger.quotes()
    return goesOn && (ledger.isOpen || this.strange < mostStrange)
  }

  private text(from: Side, text: string, isWhole: boolean): boolean {
    const { ledger } = this
    const messages = isWhole ? miningMessages(text) : [longMessage(text)].filter(message => message !== undefined)
    for (const message of messages) ledger.take(from, message, text)
    // An answer may be one to a miner: of them there are many, and none tells of itself.
    this.strangers += messages.length === 0 ? 1 : 0.1
    return ledger.isOpen || this.strangers < mostStrangers
  }
}
