// The books of one mining conversation: who asked, what was handed out and in, what it was worth; from them its row of facts is made.
import type { Flow, Side } from '../../core/dissector.ts'
import type { Stratum } from '../../core/facts/wire.ts'
import { algorithmWeight } from '../../parse/mining-words.ts'
import { namesMiner } from '../../parse/protocols/miner-agent.ts'
import { dialects, type Introduction, type MiningMessage, type ShareWorth } from '../../parse/protocols/mining-message.ts'
import { hashesPerDifficulty } from '../../parse/protocols/share-worth.ts'
import { payeeOf } from '../../parse/wallet/payee.ts'
import { findWallets, minedCoins, walletOf } from '../../parse/wallet.ts'
import { wireRow } from '../wire-row.ts'
import { coinOf, coinOfJob } from './coin.ts'

const mostLines = 6
const mostWaiting = 256
const mostLogins = 1000
const mostWallets = 20
/** Fewer shares in less time say nothing of a rate. */
const leastShares = 3
const leastSeconds = 60

export class Ledger {
  private readonly flow: Flow
  private row: Stratum | undefined
  private who: Partial<Introduction> = {}
  /** Questions without an answer yet, by id: whether it was a share. */
  private readonly waiting = new Map<string, boolean>()
  private readonly logins = new Set<string>()
  private readonly wallets = new Set<string>()
  private miner: Side | undefined
  private heardMiner = false
  private isQuoted = false
  /** The parts that each side has spoken: the miner's, the pool's. */
  private readonly parts: readonly [Set<string>, Set<string>] = [new Set(), new Set()]
  private said: string | undefined
  private worth: ShareWorth | undefined
  /** What accepted shares stand for: in hashes, and in units of difficulty. */
  private hashes = 0
  private units = 0

  constructor(flow: Flow) {
    this.flow = flow
  }

  get isOpen(): boolean {
    return this.row !== undefined
  }

  /** The row as it stands, to be emitted again. */
  tell(): void {
    if (this.row !== undefined) this.flow.emit('stratum', this.finished(this.row), 'stratum')
  }

  take(from: Side, message: MiningMessage, text: string): void {
    const { side, who, job, share } = message
    if (who !== undefined) this.meet(clipped(who))
    if (message.isSure && side !== undefined) this.parts[from].add(side)
    this.open(from, message)
    if (message.side === 'miner') {
      this.heardMiner = true
      if (message.id !== '') this.waitFor(message.id, message.isShare === true)
    }
    const before = this.row
    if (before === undefined) return
    if (share !== undefined) this.worth = share
    if (job !== undefined) this.said = job.coin ?? coinOfJob(job.algorithm) ?? this.said
    const accepted = message.answer === 'yes' && side === 'pool' && job === undefined && this.closes(message)
    const rejected = message.answer === 'no' && this.closes(message)
    if (accepted) this.earn()
    const isNews =
      who !== undefined ||
      before.verbs.length === 0 ||
      (job !== undefined && before.jobs === 0) ||
      (message.isShare === true && before.submitted === 0) ||
      (accepted && before.accepted === 0)
    this.row = {
      ...before,
      dialect: moreTelling(before.dialect, message.dialect),
      jobs: before.jobs + Number(job !== undefined),
      submitted: before.submitted + Number(message.isShare === true),
      accepted: before.accepted + Number(accepted),
      rejected: before.rejected + Number(rejected),
      algorithms: job === undefined ? before.algorithms : withWord(before.algorithms, job.algorithm),
      verbs: message.verb === '' ? before.verbs : withWord(before.verbs, message.verb.slice(0, 40)),
      claimed: message.claimed ?? before.claimed,
      last: this.flow.now,
      lines: isNews && before.lines.length < mostLines ? [...before.lines, text.slice(0, 400)] : before.lines,
    }
    if (isNews) this.tell()
    this.accept(message.accepts ?? 0)
  }

  /** The pool accepts so many shares at once. */
  accept(count: number): void {
    if (this.row === undefined || count === 0) return
    const most = Math.min(count, this.row.submitted - this.row.accepted)
    for (let i = 0; i < most; i++) this.earn()
    this.row = { ...this.row, accepted: this.row.accepted + Math.max(most, 0), last: this.flow.now }
    this.tell()
  }

  /** What is said stands between words of another kind. */
  quotes(): void {
    this.isQuoted = true
  }

  /** A miner says who it is: the first to do so names the row, the others are counted. */
  private meet(who: Partial<Introduction>): void {
    if (who.login !== undefined && who.login !== '' && this.logins.size < mostLogins) this.logins.add(who.login)
    for (const { address, certain, coin } of findWallets(`${who.login ?? ''} ${who.password ?? ''}`))
      if ((certain || coin === 'ETH') && this.wallets.size < mostWallets) this.wallets.add(address)
    const payee = this.wallets.size === 0 ? payeeOf(who.login ?? '') : ''
    if (payee !== '') this.wallets.add(payee)
    this.who = { ...who, ...Object.fromEntries(Object.entries(this.who).filter(([, value]) => value.length > 0)) }
    if (this.row !== undefined) this.row = { ...this.row, ...this.introduced() }
  }

  /** The row begins with the first message that is of mining for sure, or with a login that only a miner sends. */
  private open(from: Side, message: MiningMessage): void {
    if (message.side !== undefined) this.miner ??= message.side === 'miner' ? from : ((1 - from) as Side)
    if (this.row !== undefined) return
    const isMined = [...this.wallets].some(address => minedCoins.has(walletOf(address)?.coin ?? 'ETH'))
    if (!message.isSure && !(message.who !== undefined && (isMined || isOfMiner(this.who)))) {
      if (message.dialect === undefined) this.miner = undefined
      return
    }
    if (this.miner === 1) this.flow.turn()
    // The path of a URL may name the wallet, and the worker behind it.
    const place = this.flow.via.at(-1) ?? ''
    const wallet = findWallets(place).next().value
    this.meet({ login: wallet === undefined ? '' : place.slice(wallet.offset) })
    if (this.flow.caller !== undefined) this.meet(this.flow.caller)
    this.row = { ...emptyRow, ...this.introduced(), ...wireRow(this.flow), dialect: message.dialect ?? 'stratum', last: this.flow.now }
  }

  private introduced(): Pick<Stratum, 'login' | 'password' | 'worker' | 'agent' | 'algorithms' | 'pool' | 'wallets' | 'miners'> {
    const { login = '', password = '', worker = '', agent = '', algorithms = [], pool = '' } = this.who
    const wallets = [...this.wallets]
    const rest =
      wallets[0] === undefined || !login.includes(wallets[0]) ? login : login.slice(login.indexOf(wallets[0]) + wallets[0].length)
    return {
      login,
      password,
      // Pools that pay in any coin take it from the password: "c=BTC,ID=rig".
      worker: worker || (/[./]([^./+]+)[^./]*$/.exec(rest) ?? /(?:^|,)ID=([^,]+)/.exec(password))?.[1] || '',
      agent,
      algorithms: [...new Set([...algorithms, ...(this.row?.algorithms ?? [])])].slice(0, 40),
      pool: pool === '' ? calledIn(this.flow.via) : pool,
      wallets,
      miners: this.logins.size,
    }
  }

  private waitFor(id: string, isShare: boolean): void {
    // A proxy's ids are all different; a miner without them repeats one.
    if (this.waiting.size >= mostWaiting) this.waiting.delete(this.waiting.keys().next().value ?? '')
    this.waiting.set(id, isShare)
  }

  /** Whether the answer is that to a share. Where only the pool was captured, every answer after the first job is taken for one. */
  private closes({ id, dialect }: MiningMessage): boolean {
    const isShare = this.waiting.get(id)
    this.waiting.delete(id)
    if (isShare !== undefined) return isShare
    if (this.row?.dialect === 'stratum-2') return true
    return !this.heardMiner && dialect === undefined && (this.row?.jobs ?? 0) > 0
  }

  private get isRecited(): boolean {
    const [a, b] = this.parts
    const isOneSided = a.size === 0 || b.size === 0
    return isOneSided && (this.isQuoted || a.size > 1 || b.size > 1)
  }

  private earn(): void {
    if (this.worth === undefined) return
    if ('hashes' in this.worth) this.hashes += this.worth.hashes
    else this.units += this.worth.difficulty
  }

  private finished(row: Stratum): Stratum {
    const dialect = row.dialect === 'stratum-1' && /xmrig|cpuminer-gr|wildrig|srbminer/i.test(row.agent) ? 'ghostrider' : kaspaOr(row)
    const coin = coinOf({ ...row, dialect }, this.said)
    const unit = hashesPerDifficulty(dialect, coin, row.algorithms)
    const seconds = (Date.parse(row.last) - Date.parse(row.at)) / 1000
    const { worth } = this
    return {
      ...row,
      dialect,
      coin,
      isRecited: this.isRecited,
      difficulty: worth === undefined ? undefined : 'hashes' in worth ? worth.hashes : worth.difficulty * unit,
      hashrate:
        row.accepted >= leastShares && seconds >= leastSeconds && this.hashes + this.units > 0
          ? (this.hashes + this.units * unit) / seconds
          : undefined,
    }
  }
}

/** What strangers say of themselves may be of any length. */
function clipped(who: Partial<Introduction>): Partial<Introduction> {
  return Object.fromEntries(Object.entries(who).map(([name, said]) => [name, said.slice(0, typeof said === 'string' ? 300 : 40)]))
}

function moreTelling(old: string, dialect: string | undefined): string {
  const rank = (name: string): number => (dialects as readonly string[]).indexOf(name)
  return dialect !== undefined && rank(dialect) > rank(old) ? dialect : old
}

/** Kaspa's own is the NiceHash dialect with an address of its own. */
function kaspaOr({ dialect, wallets }: Stratum): string {
  const isOpen = dialect === 'stratum' || dialect === 'ethereumstratum-1'
  return isOpen && wallets.some(address => address.startsWith('kaspa:')) ? 'kaspa' : dialect
}

function isOfMiner({ agent = '', algorithms = [] }: Partial<Introduction>): boolean {
  return namesMiner(agent) || algorithms.some(name => algorithmWeight(name) > 0.4)
}

/** "socks5 pool.example:3333" → "pool.example:3333": what the innermost carrier was asked for, without its path. */
function calledIn(via: readonly string[]): string {
  const carrier = via.at(-1) ?? ''
  return carrier.includes(' ') ? carrier.slice(carrier.indexOf(' ') + 1).replace(/\/.*/, '') : ''
}

function withWord(words: readonly string[], word: string): readonly string[] {
  return word === '' || words.includes(word) || words.length >= 40 ? words : [...words, word]
}

/** What a row has before anything is known. */
export const emptyRow = {
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
  lines: [],
} as const
