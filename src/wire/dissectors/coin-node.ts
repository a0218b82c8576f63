// Nodes of coins among themselves: Bitcoin's protocol and its kin, and Levin of Monero and its kin. A node is no miner; it is told apart from pools by this.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { levinCoin, versionMessage } from '../../parse/protocols/coin-node.ts'
import { wireRow } from '../wire-row.ts'

export const coinNode: Dissector = {
  id: 'coin-node',
  summary: { zh: '加密货币节点间协议(Bitcoin 系、Levin)', en: 'nodes of coins among themselves (Bitcoin and its kin, Levin)' },
  techniques: [],
  references: [
    'https://en.bitcoin.it/wiki/Protocol_documentation',
    'https://github.com/monero-project/monero/blob/master/docs/LEVIN_PROTOCOL.md',
  ],
  over: 'tcp',
  probe(bytes, start, end) {
    if (bytes[start] === 1) return isLevin(bytes, start, end)
    return isBitcoin(bytes, start, end)
  },
  // Levin, then the magic numbers of the coins that are known by name, and of Bitcoin's test nets.
  starts: '\x01\xf9\xfb\xc0\xbf\x24\x52\xe3\x0b\xfa',
  open: flow => new Node(flow),
}

const levin: readonly number[] = [1, 0x21, 1, 1, 1, 1, 1, 1]

function isLevin(bytes: Uint8Array, start: number, end: number): 'yes' | 'no' | 'more' {
  for (let i = 1; i < levin.length; i++) {
    if (start + i >= end) return 'more'
    if (bytes[start + i] !== levin[i]) return 'no'
  }
  return 'yes'
}

/** A magic number of four bytes, then the name of a command in lower case, filled with NULs to twelve. */
function isBitcoin(bytes: Uint8Array, start: number, end: number): 'yes' | 'no' | 'more' {
  if (end - start < 16) return 'more'
  let at = start + 4
  while (at < start + 16 && bytes[at]! >= 0x61 && bytes[at]! <= 0x7a) at++
  if (at - start - 4 < 3 || (at === start + 16 && bytes[start + 15] !== 0x32)) return 'no'
  for (; at < start + 16; at++) if (bytes[at] !== 0) return 'no'
  return 'yes'
}

const longestHead = 1024

class Node implements Conversation {
  private readonly flow: Flow
  private readonly heads: [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)]

  constructor(flow: Flow) {
    this.flow = flow
  }

  /** Only who it is: the first message of either side that says so. */
  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    const old = this.heads[from]
    const head = new Uint8Array(Math.min(longestHead, old.length + end - start))
    head.set(old)
    head.set(bytes.subarray(start, start + head.length - old.length), old.length)
    this.heads[from] = head
    const said = head[0] === 1 ? levinCoin(head) : versionMessage(head)
    if (said === 'more' && head.length < longestHead) return true
    if (said !== 'more') this.flow.emit('coinNodes', { ...wireRow(this.flow), ...said }, 'node')
    return false
  }
}
