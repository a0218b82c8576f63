// davylamp egress status: which list is in force, and whom it refuses or would refuse.
import { styleText } from 'node:util'
import { Command } from 'commander'
import type { Member } from '../../core/control.ts'
import type { EgressBook } from '../../core/egress.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { Lang, Text } from '../../core/text.ts'
import { hostControl } from '../../host/control.ts'
import { serviceOf } from '../../intel/services.ts'
import { counted } from '../../report/figures.ts'
import { loadEgress } from '../../store/egress.ts'
import { type Order, readOrders } from '../../store/orders.ts'
import { defaultState } from '../../store/state.ts'
import { actionsById } from '../actions.ts'
import { languageOf, sayer } from '../language.ts'
import { stands } from '../orders.ts'
import { rehearsalVault } from '../rehearsal.ts'
import { inWords, openHost } from '../response.ts'
import { padded, short } from '../safe.ts'
import { writeAll } from '../write-all.ts'
import { isEgress } from './apply.ts'
import { renderGaps } from './render.ts'

const most = 60

/** Exit codes: 0 nobody was refused, 1 somebody was, 2 no list is in force or it cannot be seen. */
export function status(): Command {
  return new Command('status')
    .description('which list is in force, and whom it refuses or would refuse / 查看观察与拦截结果')
    .allowExcessArguments(false)
    .action(
      ({ json, state = defaultState(), lang: given }: { readonly json?: boolean; readonly state?: string; readonly lang?: string }) => {
        const lang = languageOf(given)
        const order = inWords(lang, () => readOrders(state)).findLast(o => isEgress(o) && stands(o))
        const book = inWords(lang, () => loadEgress(state, 'book'))
        const seen = order === undefined ? undefined : look(order)
        const refused = seen === undefined || isGap(seen) ? [] : seen.refused.map(member => ({ ...member, name: nameOf(member, book) }))
        const plain = {
          mode: order?.step.detail['mode'],
          since: order?.at,
          refused,
          named: isGap(seen) ? [] : seen?.named,
          gap: isGap(seen) ? seen : undefined,
        }
        writeAll(json === true ? `${JSON.stringify(plain, null, 1)}\n` : rendered(order, seen, refused, lang))
        process.exitCode = seen === undefined || isGap(seen) ? 2 : refused.length > 0 ? 1 : 0
      },
    )
}

interface Seen {
  readonly refused: readonly Member[]
  readonly named: readonly Member[]
}

function look({ step }: Order): Seen | Gap {
  const host = openHost('')
  const control = hostControl(host)
  const network = control?.network
  if (network === undefined) return gap('egress', 'unsupported', 'nothing runs on a disk')
  const refused = network.members('egress', 'refused')
  const named = isGap(refused) ? refused : network.members('egress', 'named')
  if (isGap(refused) || isGap(named)) return isGap(refused) ? refused : (named as Gap)
  const broken = actionsById.get(step.action)?.verify(step, { host, control: control!, vault: rehearsalVault() })
  return broken ?? { refused: refused.toSorted((a, b) => (b.packets ?? 0) - (a.packets ?? 0)), named }
}

function nameOf({ address }: Member, book: EgressBook | undefined): string {
  return book?.peers.find(peer => peer.address === address && peer.name !== '')?.name ?? ''
}

type Refused = Member & { readonly name: string }

function rendered(order: Order | undefined, seen: Seen | Gap | undefined, refused: readonly Refused[], lang: Lang): string {
  const say = sayer(lang)
  if (order === undefined) return `${say({ zh: '没有启用外联清单。', en: 'No egress list is in force.' })}\n`
  const isBlock = order.step.detail['mode'] === 'block'
  const since = `${order.at.slice(0, 16).replace('T', ' ')}Z`
  const head = say(
    isBlock
      ? { zh: `拦截模式,自 ${since}(${order.step.id})`, en: `Blocking since ${since} (${order.step.id})` }
      : { zh: `观察模式,自 ${since}(${order.step.id})`, en: `Watching since ${since} (${order.step.id})` },
  )
  if (seen === undefined || isGap(seen)) return `${styleText('bold', head)}\n${isGap(seen) ? renderGaps([seen], lang) : ''}`
  const names = say({
    zh: `域名地址 ${seen.named.length} 个在效`,
    en: `${counted(seen.named.length, 'address', 'addresses')} of names known`,
  })
  const verdict: Text = isBlock ? { zh: '已拦下:', en: 'Refused:' } : { zh: '若拦截会拦下:', en: 'It would refuse:' }
  const lines = refused.slice(0, most).map(member => `  ${line(member, lang)}`)
  const left = refused.length - most
  if (left > 0) lines.push(say({ zh: `  另有 ${left} 个,用 --json 查看全部`, en: `  and ${left} more: --json has them all` }))
  const body = refused.length === 0 ? [say({ zh: '清单外的对象:无。', en: 'Nobody off the list was wanted.' })] : [say(verdict), ...lines]
  return `${[`${styleText('bold', head)}${say({ zh: ',', en: '; ' })}${names}`, ...body].join('\n')}\n`
}

function line({ address, transport = '', port, packets = 0, name }: Refused, lang: Lang): string {
  const whom = name === '' ? address : `${name} (${address})`
  const isKnown = (transport === 'tcp' || transport === 'udp') && port !== undefined
  const what = isKnown ? serviceOf({ name, address, transport, port }).text[lang] : ''
  return `${padded(short(whom, 60), 60)} ${padded(port === undefined ? transport : `${transport}/${port}`, 10)} ${padded(what, 24)} ${packets}×`
}
