// What a rhythm says of mining: each sign with its weight, added as logarithms of odds. Signs of shares and jobs speak for it, those of other long-lived protocols against.
import type { Rhythm } from '../../core/facts/wire-encrypted.ts'
import type { Text } from '../../core/text.ts'

export interface Sign {
  /** Natural logarithm of the likelihood ratio, chosen on scripted pools and on long-lived ordinary protocols, each as real TLS. */
  readonly weight: number
  readonly says: Text
}

/** One long-lived encrypted conversation of a hundred and fifty, on a network where somebody mines. */
export const prior = -5

/** A record is longer than what it carries: by 17 in TLS 1.3, 24 in 1.2 with GCM, 16 with ChaCha20; a frame of WebSocket adds up to 8. */
const overhead = 20

export function rhythmSigns(rhythm: Rhythm): readonly Sign[] {
  const {
    asked,
    sizes,
    few,
    reply,
    replied,
    pushes,
    push,
    pushesAlike,
    scatter,
    spacing,
    acknowledging,
    pushesAnswered,
    bytesPerMinute,
    seconds,
  } = rhythm
  const request = sizes[0]! - overhead
  const answer = reply - overhead
  const isPadded = Math.abs(reply - sizes[0]!) <= 12 && Math.abs(push - reply) <= 12
  const percent = (share: number): string => `${Math.round(share * 100)}%`
  const signs: (Sign | false)[] = [
    few >= 0.9 && sign(1.5, `客户端记录只有 ${sizes.join('/')} 字节`, `the client's records are of ${sizes.join('/')} bytes only`),
    few < 0.8 && sign(-4, '客户端记录长度不固定', 'the client’s records are of many sizes'),
    isShare(request) && sign(0.7, '长度像提交份额', 'as long as shares are'),
    !isPadded && (request < 55 || (request > 400 && !isShare(request))) && sign(-2.5, '长度不像提交份额', 'not as long as shares are'),
    replied >= 0.8 &&
      isVerdict(answer, request) &&
      sign(1.5, `${percent(replied)} 得到 ${reply} 字节的固定应答`, `${percent(replied)} are answered with ${reply} bytes`),
    (replied < 0.6 || answer < 12) && sign(-3.5, '没有固定的短应答', 'no short answer of one size'),
    answer > request + 40 && sign(-2, '应答比请求长', 'answers are longer than questions'),
    pushes < 2 && sign(pushes === 1 && isJob(push) ? -1.5 : -3, '服务器几乎没有主动下发', 'the server sends hardly anything unasked'),
    pushes >= 2 &&
      isJob(push) &&
      pushesAlike >= 0.75 &&
      sign(2, `主动下发 ${pushes} 次,约 ${push} 字节,像挖矿任务`, `${pushes} records of about ${push} bytes come unasked, as jobs do`),
    pushes >= 2 && !(isJob(push) && pushesAlike >= 0.6) && sign(-2.5, '主动下发的内容不像任务', 'what comes unasked is not like jobs'),
    pushes > asked * 4 && sign(-1.5, '主要是服务器在说', 'mostly the server speaks'),
    scatter >= 0.45 &&
      scatter <= 2.2 &&
      sign(1.5, `间隔平均 ${spacing.toFixed(1)} 秒且随机,如找到份额`, `${spacing.toFixed(1)} s apart by chance, as shares are found`),
    scatter < 0.25 && sign(-2.5, '间隔如时钟般均匀', 'as even as a clock'),
    scatter > 3.5 && sign(-1.5, '成串而来', 'in bursts'),
    acknowledging > 0.5 && sign(-5, '客户端只是在确认下发的内容', 'the client only acknowledges what it is sent'),
    // A job is a notification, which nobody answers (JSON-RPC 2.0 §4.1); a share that follows at once by chance is rarer than that.
    pushes >= 4 &&
      pushesAnswered >= 0.8 &&
      spacing >= 1 &&
      sign(
        -4,
        `下发的内容 ${percent(pushesAnswered)} 立即得到客户端回复`,
        `the client answers ${percent(pushesAnswered)} of what comes unasked`,
      ),
    seconds >= 60 && bytesPerMinute < 12_000 && sign(0.5, '流量小而持久', 'little is said for long'),
    bytesPerMinute > 120_000 && sign(-2, '流量大', 'much is said'),
  ]
  return signs.filter(told => told !== false)
}

export function oddsOf(signs: readonly Sign[]): number {
  return signs.reduce((sum, { weight }) => sum + weight, prior)
}

/** Text of a share: Stratum of all coins; Equihash's carries its solution (2.8 kB). */
function isShare(size: number): boolean {
  return (size >= 75 && size <= 340) || (size >= 2700 && size <= 3000)
}

/** "true", "OK" or an error in JSON; padded as long as the share. */
function isVerdict(answer: number, request: number): boolean {
  return (answer >= 22 && answer <= 130) || Math.abs(answer - request) <= 12
}

function isJob(push: number): boolean {
  return push >= 120 && push <= 3600
}

function sign(weight: number, zh: string, en: string): Sign {
  return { weight, says: { zh, en } }
}
