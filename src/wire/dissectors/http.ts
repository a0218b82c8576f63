// HTTP/1: requests and answers of both sides in order, looked at for attacks; bodies are counted off, and kept only when something is to be seen in them.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { beginsMessage } from '../http/side.ts'
import { HttpTalk } from '../http/talk.ts'

export const http: Dissector = {
  id: 'http',
  summary: { zh: 'HTTP/1 请求与响应,及其中的漏洞利用', en: 'HTTP/1 requests and answers, and exploits in them' },
  techniques: ['T1190', 'T1071.001', 'T1105'],
  references: ['https://www.rfc-editor.org/rfc/rfc9110', 'https://www.rfc-editor.org/rfc/rfc9112'],
  over: 'tcp',
  // The first letters of all methods in use, and of an answer.
  starts: 'GPHDOTCMLUSBRNAVI',
  probe(bytes, start, end) {
    if (end - start < 20) return mayBegin(bytes, start, end) ? 'more' : 'no'
    if (!beginsMessage(bytes, start, end)) return 'no'
    if (bytes[start] === 0x48 && bytes[start + 1] === 0x54) return bytes[start + 8] === 32 ? 'yes' : 'no'
    const newline = bytes.indexOf(10, start)
    if (newline < 0 || newline >= end) return end - start < 1024 ? 'more' : 'yes'
    return isVersion(bytes, bytes[newline - 1] === 13 ? newline - 9 : newline - 8) ? 'yes' : 'no'
  },
  open: flow => new Http(flow),
}

/** "HTTP/1." before the end of the first line. */
function isVersion(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x48 && bytes[at + 1] === 0x54 && bytes[at + 4] === 0x2f && bytes[at + 5] === 0x31
}

function mayBegin(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte === 32 || byte === 0x2f) return at - start >= 3
    if (byte < 65 || byte > 90) return false
  }
  return true
}

class Http implements Conversation {
  private readonly flow: Flow
  private talk: HttpTalk | undefined
  /** The sides were found to be the other way round than we are told. */
  private isTurned = false

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.talk === undefined) {
      const isAnswer = bytes[start] === 0x48 && bytes[start + 1] === 0x54
      if (isAnswer === (from === 0)) {
        this.flow.turn()
        this.isTurned = true
      }
      this.talk = new HttpTalk(this.flow)
    }
    return this.talk.data((this.isTurned ? 1 - from : from) as Side, bytes, start, end, at)
  }

  lost(from: Side, count: number): void {
    this.talk?.lost((this.isTurned ? 1 - from : from) as Side, count)
  }

  end(): void {
    this.talk?.end()
  }
}
