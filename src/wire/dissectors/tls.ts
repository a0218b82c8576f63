// TLS 1.0–1.3: names that are listed, and conversations whose records have the rhythm of mining. Everything else is let go as early as its sizes allow.

import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import type { WireRow } from '../../core/facts/wire.ts'
import type { EncryptedShape } from '../../core/facts/wire-encrypted.ts'
import { oddsOf, rhythmSigns } from '../../parse/protocols/rhythm-odds.ts'
import { choosesThirteen, handshake, handshakeBody } from '../../parse/protocols/tls-hello.ts'
import { isTorGreeting } from '../../parse/protocols/tor-name.ts'
import { identityOf } from '../tls/identity.ts'
import { isRecord, RecordSide, type RecordSink, recordType } from '../tls/records.ts'
import { Tempo } from '../tls/tempo.ts'
import { tellName } from '../tls/told-name.ts'
import { wireRow } from '../wire-row.ts'

export const tls: Dissector = {
  id: 'tls',
  summary: { zh: 'TLS 会话的名称、指纹与记录节奏', en: 'names, fingerprints and the rhythm of records of TLS' },
  techniques: ['T1573', 'T1071'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc8446',
    'https://github.com/FoxIO-LLC/ja4',
    'https://jis-eurasipjournals.springeropen.com/articles/10.1186/s13635-021-00126-1',
  ],
  over: 'tcp',
  starts: '\x16\x17',
  probe(bytes, start, end) {
    if (end - start < 6) return bytes[start + 1] === undefined || end - start < 2 || bytes[start + 1] === 3 ? 'more' : 'no'
    if (!isRecord(bytes, start)) return 'no'
    // A greeting, whole or its beginning; or, from the middle, data.
    const kind = bytes[start + 5]!
    return bytes[start] === recordType.data || kind === handshake.clientHello || kind === handshake.serverHello ? 'yes' : 'no'
  },
  open: flow => new Tls(flow),
}

/** Less than these odds of mining by the rhythm alone is not told, whatever else is known. */
const leastOdds = -3.5
/** The row names the frame of this record: most conversations are let go before, and names cost. No rhythm is heard in fewer. */
const rowRecord = 9
/** The rhythm is heard first after this many records, and again each time there are half as many more. */
const firstHearing = 48
/** Finished of TLS 1.3: 32 or 48 bytes of authentication, 4 of its head, 17 of the record. */
const finished: readonly number[] = [53, 69]
/** Type, version and length before each record. */
const recordHead = 5
/** Bytes of a segment after which its record may go on, and microseconds within which it does. */
const fullSegment = 1200
const together = 50e3
/** Records of a client that shows a certificate, before Finished. */
const mostUnfinished = 4

class Tls implements Conversation, RecordSink {
  private readonly flow: Flow
  private readonly sides: readonly [RecordSide, RecordSide]
  private readonly tempo = new Tempo()
  private row: WireRow | undefined
  private nextHearing = firstHearing
  private isGreeted = false
  /** Its greeting is one of Tor, perhaps: the certificate tells more. */
  private isTor = false
  private hasData = false
  /** In TLS 1.3 the handshake goes on in records that look like data, until the client's Finished. */
  private isHidden = false
  private unfinished = 0
  private unheard: EncryptedShape['unheard']
  private implied = 0
  private impliedAt = 0

  constructor(flow: Flow) {
    this.flow = flow
    this.sides = [new RecordSide(0, this), new RecordSide(1, this)]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    const side = this.sides[from]
    const goesOn = side.push(bytes, start, end, at)
    if (!this.isGreeted && from === 0 && side.hasHandshake) this.greet(side.handshake)
    if (!goesOn) this.end()
    return goesOn
  }

  lost(from: Side, count: number): void {
    this.sides[from].lost(count)
  }

  /** What is acknowledged at once was said at once: one record, unless a full segment shows that it goes on. */
  acknowledged(from: Side, count: number, at: number): boolean {
    if (!this.hasData || count <= recordHead) return true
    // The client's Finished opens what the server has to say.
    if (this.isHidden) {
      this.isHidden = from !== 0
      return true
    }
    let goesOn = at - this.impliedAt <= together || this.imply()
    this.unheard = from === 0 ? 'client' : 'server'
    this.implied += count
    this.impliedAt = at
    if (goesOn && count < fullSegment) goesOn = this.imply()
    if (!goesOn) this.end()
    return goesOn
  }

  /** Counts the record that acknowledgements have shown. */
  private imply(): boolean {
    const { implied, impliedAt, unheard } = this
    this.implied = 0
    return implied === 0 || this.counted(unheard === 'client' ? 0 : 1, implied - recordHead, impliedAt)
  }

  end(): void {
    this.tell()
    for (const side of this.sides) side.release()
  }

  record(from: Side, type: number, length: number, at: number): boolean {
    if (type !== recordType.data) return true
    if (!this.hasData) {
      this.hasData = true
      this.isHidden = this.isThirteen()
      if (this.isTor && !this.isHidden) this.tellCertificate()
    }
    if (this.isHidden) {
      if (from === 1) return true
      this.isHidden = !finished.includes(length) && ++this.unfinished < mostUnfinished
      return true
    }
    return this.imply() && this.counted(from, length, at)
  }

  private counted(from: Side, length: number, at: number): boolean {
    const goesOn = this.tempo.add(from, length, at)
    if (this.tempo.count === rowRecord) this.row = wireRow(this.flow)
    if (this.tempo.count >= this.nextHearing) {
      this.nextHearing = Math.ceil(this.nextHearing * 1.5)
      this.tell()
    }
    return goesOn
  }

  private isThirteen(): boolean {
    const body = handshakeBody(this.sides[1].handshake, handshake.serverHello)
    return body !== undefined && choosesThirteen(body)
  }

  /** The name that is asked for, told when it is listed, called like a pool, or hides other names. */
  private greet(bytes: Uint8Array): void {
    const body = handshakeBody(bytes, handshake.clientHello)
    if (body === undefined) return
    this.isGreeted = true
    this.isTor = tellName(this.flow, body)
  }

  private tellCertificate(): void {
    const { flow, sides } = this
    const name = /^CN=(\S+)$/.exec(identityOf(sides[0].handshake, sides[1].handshake)?.certificate?.subject ?? '')?.[1] ?? ''
    if (isTorGreeting(name, 'net')) flow.emit('hiddenPeers', { ...wireRow(flow), means: 'tor', sign: 'certificate', name }, 'tor')
  }

  private tell(): void {
    const { flow, sides, tempo, row } = this
    const rhythm = row === undefined ? undefined : tempo.rhythm()
    if (row === undefined || rhythm === undefined || oddsOf(rhythmSigns(rhythm)) < leastOdds) return
    const { unheard } = this
    flow.emit('encryptedShapes', { ...row, tls: identityOf(sides[0].handshake, sides[1].handshake), unheard, rhythm }, 'tls')
  }
}
