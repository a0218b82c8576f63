// Stratum: JSON in lines between a miner and its pool.

import { textOf } from '../../core/bytes.ts'
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import type { Stratum } from '../../core/facts/wire.ts'
import { jsonText } from '../../parse/json.ts'
import { cryptonoteMessage, difficultyOfTarget, type StratumMessage } from '../../parse/protocols/cryptonote-stratum.ts'
import { findWallets } from '../../parse/wallet.ts'
import { Lines } from '../lines.ts'
import { wireRow } from '../wire-row.ts'

const longestLine = 64 << 10
/** Lines of another kind after which it is some other JSON. */
const mostStrangers = 12

export const stratum: Dissector = {
  id: 'stratum',
  summary: { zh: 'stratum 挖矿协议(按行分隔的 JSON)', en: 'stratum mining protocol (JSON in lines)' },
  techniques: ['T1496.001', 'T1071'],
  references: ['https://github.com/xmrig/xmrig/blob/master/doc/STRATUM.md'],
  over: 'tcp',
  starts: '{[ \t\r\n',
  probe(bytes, start, end) {
    let at = start
    while (at < end && isBlank(bytes[at]!)) at++
    if (at === end) return 'more'
    if (bytes[at] === open.brace || bytes[at] === open.bracket) at++
    else return 'no'
    while (at < end && (isBlank(bytes[at]!) || bytes[at] === open.brace)) at++
    if (at === end) return 'more'
    return bytes[at] === open.quote ? 'yes' : 'no'
  },
  open: flow => new Mining(flow),
}

const open = { brace: 0x7b, bracket: 0x5b, quote: 0x22 } as const

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9
}

class Mining implements Conversation {
  private readonly flow: Flow
  private readonly lines: readonly [Lines, Lines] = [new Lines(longestLine), new Lines(longestLine)]
  private row: Stratum | undefined
  private strangers = 0

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return this.lines[from].push(bytes, start, end, (line, a, b) => this.line(from, textOf(line.subarray(a, b)).trim()))
  }

  lost(from: Side): void {
    this.lines[from].lost()
  }

  end(): void {
    this.tell()
  }

  private line(from: Side, text: string): boolean {
    if (text === '') return true
    const value = jsonText(text)
    const messages = (Array.isArray(value) ? value : [value]).map(cryptonoteMessage).filter(m => m !== undefined)
    if (messages.length === 0) return this.row !== undefined || ++this.strangers < mostStrangers
    for (const message of messages) this.take(from, message, text)
    return true
  }

  private take(from: Side, message: StratumMessage, text: string): void {
    const { flow } = this
    const isFromMiner = message.what === 'login' || message.what === 'submit'
    if (this.row === undefined) {
      if (message.what === 'accepted' || message.what === 'rejected') return
      if (isFromMiner !== (from === 0)) flow.turn()
      this.row = { ...empty, ...wireRow(flow), last: flow.now }
    }
    const row = withMessage(this.row, message)
    const isTelling = message.what === 'login' || this.row.jobs === 0 || this.row.submitted === 0 || this.row.accepted === 0
    const lines = isTelling && row.lines.length < 6 ? [...row.lines, text.slice(0, 400)] : row.lines
    this.row = { ...row, last: flow.now, lines }
    if (isTelling) this.tell()
  }

  private tell(): void {
    if (this.row !== undefined) this.flow.emit('stratum', this.row, 'stratum')
  }
}

const empty = {
  dialect: 'cryptonote',
  wallets: [],
  login: '',
  worker: '',
  agent: '',
  algorithms: [],
  jobs: 0,
  submitted: 0,
  accepted: 0,
  rejected: 0,
  lines: [],
}

function withMessage(row: Stratum, message: StratumMessage): Stratum {
  switch (message.what) {
    case 'login': {
      const wallets = [...findWallets(message.login)].filter(w => w.certain)
      const { login, worker, agent, algorithms } = message
      return { ...row, login, worker, agent, algorithms, coin: wallets[0]?.coin ?? row.coin, wallets: wallets.map(w => w.address) }
    }
    case 'job': {
      const algorithms =
        message.algorithm === '' || row.algorithms.includes(message.algorithm) ? row.algorithms : [...row.algorithms, message.algorithm]
      return { ...row, jobs: row.jobs + 1, difficulty: difficultyOfTarget(message.target) ?? row.difficulty, algorithms }
    }
    case 'submit':
      return { ...row, submitted: row.submitted + 1 }
    case 'accepted':
      return { ...row, accepted: row.accepted + 1 }
    case 'rejected':
      return { ...row, rejected: row.rejected + 1 }
  }
}
