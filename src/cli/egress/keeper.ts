// Puts the addresses that DNS answers tell into the sets they belong to: of names on the list, and of names that are blocked.
import { refusalOf } from '../../case/plan.ts'
import type { Member, NetworkControl } from '../../core/control.ts'
import type { EgressList } from '../../core/egress.ts'
import { entity } from '../../core/entity.ts'
import { type Gap, isGap } from '../../core/gap.ts'
import type { Lang } from '../../core/text.ts'
import { openedBy } from '../../intel/egress-list.ts'
import type { LoadedIntel } from '../../intel/load.ts'
import type { AddressRecord } from '../../parse/protocols/dns-message.ts'
import { loadEgress } from '../../store/egress.ts'
import { type Order, readOrders } from '../../store/orders.ts'
import { tell } from '../carry-out.ts'
import { type Ground, stands } from '../orders.ts'
import { inWords } from '../response.ts'
import { safe } from '../safe.ts'
import { isEgress, longestNamedSeconds } from './apply.ts'
import { renderGaps } from './render.ts'

/** Programs hold on to an address longer than its record says: nscd keeps answers for an hour (positive-time-to-live of hosts). */
const leastNamedSeconds = 3600
const mostTold = 10_000

export interface Answer {
  readonly name: string
  readonly records: readonly AddressRecord[]
}

/** Puts what answers say into the sets it belongs to. */
export class Keeper {
  private list: EgressList | undefined
  private blocks: readonly Order[] = []
  private readonly told = new Set<string>()
  private readonly state: string
  private readonly lang: Lang
  private readonly network: NetworkControl
  private readonly ground: Ground
  private readonly intel: LoadedIntel

  constructor(state: string, lang: Lang, network: NetworkControl, ground: Ground, intel: LoadedIntel) {
    this.state = state
    this.lang = lang
    this.network = network
    this.ground = ground
    this.intel = intel
  }

  /** What stands now; false when nothing does that names matter to. */
  reread(): boolean {
    const orders = inWords(this.lang, () => readOrders(this.state)).filter(stands)
    this.list = orders.some(isEgress) ? inWords(this.lang, () => loadEgress(this.state, 'applied')) : undefined
    this.blocks = orders.filter(({ step }) => step.target.startsWith('domain:'))
    return this.list !== undefined || this.blocks.length > 0
  }

  take(answers: readonly Answer[]): void {
    const named = answers.flatMap(({ name, records }) => records.flatMap(record => this.opened(name, record)))
    if (named.length > 0) this.tellGap(this.network.enrol('egress', 'named', named))
    for (const { step, until } of this.blocks) {
      const name = step.target.slice('domain:'.length)
      const led = answers.filter(answer => answer.name === name || answer.name.endsWith(`.${name}`)).flatMap(({ records }) => records)
      if (led.length > 0) this.block(step.id, led, until, step.detail['approved'] === true)
    }
  }

  private opened(name: string, { address, seconds }: AddressRecord): readonly Member[] {
    const services = this.list === undefined ? [] : openedBy(this.list, name, address, this.intel)
    return services.map(service => {
      this.tellOnce(`${name} → ${service}`)
      const [, transport = '', port = ''] = /^(\w+)\/(\d+)/.exec(service) ?? []
      return { address, transport, port: Number(port), seconds: Math.min(Math.max(seconds, leastNamedSeconds), longestNamedSeconds) }
    })
  }

  /** Never longer than the order stands; for one that stands for good, a day from the last answer on. */
  private block(id: string, led: readonly AddressRecord[], until: string | undefined, approved: boolean): void {
    const there = this.network.members(id, 'banned')
    if (isGap(there)) {
      this.tellGap(there)
      return
    }
    const lasting = new Set(there.filter(m => until !== undefined || m.seconds === undefined).map(m => m.address))
    const seconds = until === undefined ? longestNamedSeconds : Math.round((Date.parse(until) - Date.now()) / 1000)
    const { facts, around } = this.ground
    const addresses = [...new Set(led.map(({ address }) => address))].filter(address => {
      const step = { action: 'block-address', target: entity('ip', address), detail: { addresses: [address] } }
      return !lasting.has(address) && refusalOf(step, facts, { ...around, approved }) === undefined
    })
    if (addresses.length === 0 || seconds <= 0) return
    this.tellGap(
      this.network.enrol(
        id,
        'banned',
        addresses.map(address => ({ address, seconds })),
      ),
    )
    for (const address of addresses) this.tellOnce(`${id} ✕ ${address}`)
  }

  private tellOnce(text: string): void {
    if (this.told.size >= mostTold || this.told.has(text)) return
    this.told.add(text)
    tell(`  ${safe(text)}\n`)
  }

  private tellGap(failed: Gap | undefined): void {
    if (failed !== undefined) this.tellOnce(renderGaps([failed], this.lang).trimEnd())
  }
}
