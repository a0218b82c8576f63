// Something was sent to a web server right before the malware came: the body is on no record, so the path and its rarity must do.
import type { HostEvent } from '../../core/event.ts'
import type { Clues, Observation } from '../../core/trace.ts'
import { minute, msOf } from '../reckoning.ts'
import { before, idsOf, text } from './asking.ts'

const within = 2 * minute
/** Addresses that use a path before it is taken for what everybody does. */
const fewAddresses = 3

export function* postedBefore(clues: Clues, is: (e: HostEvent) => boolean): Generator<Observation> {
  const { anchor } = clues
  if (anchor === undefined) return
  const sent = before(
    clues,
    e =>
      e.verb === 'request' &&
      e.source === 'web-access' &&
      e.address !== undefined &&
      e.attack === undefined &&
      (e.status ?? 0) !== 404 &&
      is(e),
  )
  const near = sent.filter(e => {
    const wait = msOf(anchor.at) - msOf(e.until ?? e.at)
    return wait <= within && wait >= -within
  })
  const rare = near.filter(e => new Set(sent.filter(o => o.request === e.request).map(o => o.address)).size <= fewAddresses)
  const [first] = rare
  if (first === undefined) return
  yield {
    id: 'request-before',
    answer: 'seen',
    text: text(
      `恶意程序出现前两分钟内有一个少见的请求:${first.request ?? ''}(来自 ${first.address})`,
      `within two minutes before the malware there was a request that is seldom made: ${first.request ?? ''} (from ${first.address})`,
    ),
    events: idsOf(rare),
  }
}
