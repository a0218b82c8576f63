// Reads one JSON text of either side as a message of mining, whatever its dialect, the order of its keys, or which of its doubled keys counts.
import { at, jsonText } from '../json.ts'
import { cryptonoteMessage } from './cryptonote-stratum.ts'
import { firstWins } from './doubled-keys.ts'
import { idOf, type MiningMessage } from './mining-message.ts'
import { miningVerb } from './mining-verbs.ts'
import { nodeCall } from './node-mining.ts'
import { otherStratum } from './other-stratum.ts'
import { websocketStratum } from './websocket-stratum.ts'

/** The messages of a text: a batch has several. Nothing of mining gives nothing. */
export function miningMessages(text: string): readonly MiningMessage[] {
  const messages = messagesIn(jsonText(text))
  if (messages.some(message => message.isSure)) return messages
  // Parsers differ in which of two equal keys counts; ours takes the last.
  const other = firstWins(text)
  return other === undefined ? messages : messagesIn(jsonText(other))
}

const mostInBatch = 64

function messagesIn(value: unknown): readonly MiningMessage[] {
  const values: readonly unknown[] = Array.isArray(value) ? (asEvent(value) ?? value.slice(0, mostInBatch)) : [value]
  return values.map(miningMessage).filter(message => message !== undefined)
}

/** Socket.IO puts the name of an event before its content: ["submit", {…}]; the content may say itself what it is. */
function asEvent([name, content, ...more]: readonly unknown[]): readonly unknown[] | undefined {
  if (typeof name !== 'string' || typeof content !== 'object' || more.length > 0) return undefined
  return [at(content, 'method') === undefined && at(content, 'jsonrpc') === undefined ? { type: name, params: content } : content]
}

/** Undefined when it has nothing to do with mining. A bare answer is never sure. */
export function miningMessage(value: unknown): MiningMessage | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  // Some pools repeat the method in their answer.
  const isEcho = at(value, 'result') !== undefined && at(value, 'params') === undefined
  const said = isEcho ? { ...value, method: undefined } : value
  return nodeCall(said) ?? otherStratum(said) ?? websocketStratum(said) ?? cryptonoteMessage(said) ?? miningVerb(said) ?? answerOf(said)
}

/** An answer of JSON-RPC: yes unless there is an error, or the result is false or null. */
function answerOf(value: unknown): MiningMessage | undefined {
  const result = at(value, 'result')
  const error = at(value, 'error')
  // EthereumStratum/2 leaves out a result that says nothing.
  const isBare = idOf(value) !== '' && Object.keys(value as object).length === 1
  if (at(value, 'method') !== undefined || (result === undefined && error === undefined && !isBare)) return undefined
  const isRefused = (error !== undefined && error !== null && error !== false) || result === false
  return { verb: '', side: 'pool', isSure: false, id: idOf(value), answer: isRefused ? 'no' : 'yes' }
}
