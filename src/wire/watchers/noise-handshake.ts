// Encrypted Stratum V2, known by the sizes of its handshake: Noise NX with keys in ElligatorSwift, then SetupConnection and its answer of always the same length.
import type { FlowShape, FlowWatcher } from '../../core/dissector.ts'
import { emptyRow } from '../mining/ledger.ts'
import { wireRow } from '../wire-row.ts'

export const noiseHandshake: FlowWatcher = {
  id: 'noise-handshake',
  summary: { zh: '加密 Stratum V2 的握手长度', en: 'the sizes of the handshake of encrypted Stratum V2' },
  techniques: ['T1496.001', 'T1573'],
  references: ['https://github.com/stratum-mining/sv2-spec/blob/main/04-Protocol-Security.md'],
  open: emit => ({
    flow(shape) {
      if (shape.transport !== 'tcp' || shape.protocol !== '' || shape.midstream) return
      const shares = sharesIn(shape)
      if (shares < 0) return
      const row = wireRow(shape)
      emit('stratum', { ...emptyRow, ...row, dialect: 'stratum-2-noise', submitted: shares, last: row.at, lines: [sizesOf(shape)] })
    },
    end: () => {},
  }),
}

/** 16 bytes of authentication follow each part. */
const mac = 16
const head = 6 + mac
const actOne = 64
/** By its parts 64 + 64 + 16 + 74 + 16; the text of the specification says 170 for keys of 32 bytes. */
const actTwo: readonly number[] = [-234, -170]
/** SetupConnection with all texts empty, and with all at their longest. */
const leastSetup = head + 16 + mac
const mostSetup = head + 1300 + mac
/** SetupConnection.Success: version and flags. */
const setupAnswer = head + 6 + mac
/** SubmitSharesStandard: channel, sequence, job, nonce, time, version. */
const share = head + 24 + mac

/** Shares among the first sizes; -1 when it is another protocol. */
function sharesIn({ sizes, count }: FlowShape): number {
  if (count < 4 || sizes[0] !== actOne || !actTwo.includes(sizes[1]!)) return -1
  const setup = joined(sizes, 2, count)
  const answer = joined(sizes, setup.next, count)
  if (setup.total < leastSetup || setup.total > mostSetup || answer.total !== -setupAnswer) return -1
  let shares = 0
  for (let at = answer.next; at < count; at++) if (sizes[at] === share) shares++
  return shares
}

/** Head and body of a frame may be packets of their own: the sizes of one side up to the other's turn. */
function joined(sizes: Int32Array, start: number, count: number): { readonly total: number; readonly next: number } {
  let total = 0
  let next = start
  for (; next < count && (next === start || sizes[next]! > 0 === sizes[start]! > 0); next++) total += sizes[next]!
  return { total, next }
}

function sizesOf({ sizes, count }: FlowShape): string {
  return `payload sizes: ${[...sizes.subarray(0, count)].map(size => (size > 0 ? `→${size}` : `←${-size}`)).join(' ')}`
}
