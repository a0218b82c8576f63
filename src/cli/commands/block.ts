// davylamp block: keeps an address, a network or the addresses of a domain out, both ways, for a time; lists and takes back what stands.
import { Command } from 'commander'
import { refusalOf } from '../../case/plan.ts'
import { blockStep } from '../../case/plan-orders.ts'
import { entity } from '../../core/entity.ts'
import { loadIntel } from '../../intel/load.ts'
import { networkText } from '../../parse/network-text.ts'
import { loadEgress } from '../../store/egress.ts'
import { type Order, readOrders } from '../../store/orders.ts'
import { defaultState, ownIntel } from '../../store/state.ts'
import { tell } from '../carry-out.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { give, lookAround, renew, stands, takeBack, withOrders } from '../orders.ts'
import { rawRules } from '../own-files.ts'
import { oneMore } from '../reachable.ts'
import { orderLines, plainOrder } from '../render-orders.ts'
import { inWords, openHost } from '../response.ts'
import { safe } from '../safe.ts'
import { spanOf } from '../span.ts'
import { UserError } from '../user-error.ts'
import { writeAll } from '../write-all.ts'

interface Options {
  readonly for: string
  readonly reason?: string
  readonly list?: boolean
  readonly undo?: string
  readonly renew?: boolean
  readonly approve?: boolean
  readonly dryRun?: boolean
  readonly management?: readonly string[]
  readonly json?: boolean
  readonly state?: string
  readonly lang?: string
}

const longestReason = 200
const domain = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))+$/

/** Exit codes: 0 done, 1 refused or failed, 2 bad input. */
export function block(): Command {
  return new Command('block')
    .description('keep an address, a network or a domain out, both ways, until its time is over or it is taken back / 封锁地址、网段或域名')
    .argument('[address|network|domain]')
    .option('--for <time>', '30m, 1h, 7d …, or "good": until it is taken back', '24h')
    .option('--reason <text>', 'why; kept with it')
    .option('--list', 'what stands, and until when')
    .option('--undo <which>', 'take back N…, an address, a network or a domain')
    .option('--renew', 'put all that stands back into force, the egress list too: after a reboot')
    .option('--approve', 'block also what innocents may share: a CDN, a wide network, a neighbour')
    .option('--management <address>', 'an address or network that stays reachable; may be given again', oneMore)
    .option('--dry-run', 'try it without touching anything')
    .option('--json', 'print the list as JSON')
    .option('--state <dir>', 'where orders are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (target: string | undefined, options: Options) => {
      const asked = [target !== undefined, options.list === true, options.undo !== undefined, options.renew === true].filter(Boolean)
      if (asked.length !== 1) throw new UserError('give an address, a network or a domain to block, or --list, --undo or --renew')
      if (options.list === true) list(options)
      else if (options.renew === true) process.exitCode = await putBack(options)
      else process.exitCode = await (target === undefined ? takeOff(options.undo!, options) : put(target, options))
    })
}

function list({ json, state = defaultState(), lang: given }: Options): void {
  const lang = languageOf(given)
  const orders = inWords(lang, () => readOrders(state)).filter(o => isBlock(o) && stands(o))
  writeAll(json === true ? `${JSON.stringify(orders.map(plainOrder), null, 1)}\n` : orderLines(orders, openHost(''), lang))
}

async function putBack({ state = defaultState(), lang: given }: Options): Promise<0 | 1> {
  const lang = languageOf(given)
  return withOrders(state, openHost(''), lang, (open, scene) => (renew(open, scene, lang) === 0 ? 0 : 1))
}

function isBlock({ step }: Order): boolean {
  return step.action === 'block-address'
}

async function takeOff(which: string, { state = defaultState(), lang: given }: Options): Promise<0 | 1> {
  const lang = languageOf(given)
  const wanted = networkText(which) ?? which.toLowerCase()
  return withOrders(state, openHost(''), lang, (open, scene) => {
    const found = open.orders().filter(o => isBlock(o) && stands(o) && (o.step.id === which || whatOf(o) === wanted))
    if (found.length === 0) throw new UserError(`no block of "${safe(which)}" stands: see davylamp block --list`)
    return takeBack(found, open, scene, lang).every(o => o.result === 'undone') ? 0 : 1
  })
}

function whatOf({ step }: Order): string {
  return step.target.slice(step.target.indexOf(':') + 1)
}

async function put(target: string, options: Options): Promise<0 | 1> {
  const { state = defaultState(), reason = '', approve = false, dryRun = false } = options
  const lang = languageOf(options.lang)
  const say = sayer(lang)
  const what = networkText(target) ?? target.toLowerCase().replace(/\.$/, '')
  const isName = networkText(target) === undefined
  if (isName && (!domain.test(what) || /^[\d.]+$/.test(what)))
    throw new UserError(`"${safe(target)}" is no address, no network such as 192.0.2.0/24 and no domain`)
  if (reason.length > longestReason) throw new UserError(`--reason takes at most ${longestReason} characters`)
  const seconds = options.for === 'good' ? 0 : spanOf(options.for, '--for') / 1000
  const ground = lookAround(approve, options.management)
  const known = isName ? addressesOf(what, state, approve) : [what]
  return withOrders(state, ground.host, lang, async (open, scene) => {
    const standing = open.orders().filter(o => isBlock(o) && stands(o) && o.step.detail['name'] === o.step.id && whatOf(o) === what)
    const id = open.nextId()
    const wish = {
      id,
      name: id,
      what,
      isName,
      seconds,
      reason: { zh: reason, en: reason },
      because: ['operator'],
      approved: approve,
    } as const
    const addresses = known.filter(address => {
      if (!isName) return true
      const refusal = refusalOf(
        { action: 'block-address', target: entity('ip', address), detail: { addresses: [address] } },
        ground.facts,
        ground.around,
      )
      if (refusal !== undefined) tell(`${say({ zh: `略过:${refusal.why.zh}`, en: `Left out: ${refusal.why.en}` })}\n`)
      return refusal === undefined
    })
    const outcome = await give(blockStep({ ...wish, addresses }, ground.around.lifelines), ground, open, scene, lang, dryRun)
    if (outcome === undefined || (outcome.result !== 'done' && outcome.result !== 'would')) return 1
    // The newer one takes the place of the older one, which ends otherwise.
    if (outcome.result === 'done') takeBack(standing, open, scene, lang)
    if (isName) tell(`${say(ofName(what, addresses))}\n`)
    return 0
  })
}

/** Addresses that DNS answers or connections have shown for the name and what is below it; nothing is asked. */
function addressesOf(name: string, state: string, approved: boolean): readonly string[] {
  const covered = loadIntel(ownIntel(state), rawRules()).shared.covers({ type: 'domain', value: name, reference: '' })
  if (covered === 'public-suffix') throw new UserError(`"${name}" is a public suffix: strangers live below it`)
  if (covered !== undefined && !approved)
    throw new UserError(`"${name}" is shared infrastructure (a CDN, code hosting …): --approve blocks it all the same`)
  const peers = loadEgress(state, 'book')?.peers ?? []
  const led = peers.filter(peer => peer.name === name || peer.name.endsWith(`.${name}`))
  return [...new Set(led.map(({ address }) => address))]
}

function ofName(name: string, addresses: readonly string[]): { readonly zh: string; readonly en: string } {
  const seen = addresses.length
  // "Done" must not be taken for "stopped".
  if (seen === 0)
    return {
      zh: `注意:尚不知道 ${name} 的任何地址,目前没有拦住任何通信。davylamp 从不自行解析域名;请运行 davylamp egress keep(新应答中的地址会随时加入),或直接封锁已知地址。`,
      en: `Careful: no address of ${name} is known yet, so nothing is stopped so far. davylamp never resolves a name: let davylamp egress keep run (addresses of new answers join), or block the addresses you know.`,
    }
  return {
    zh: `按已见到的 DNS 应答封锁 ${name} 的 ${seen} 个地址;davylamp 从不自行解析域名,域名查询本身不受影响。运行 davylamp egress keep,新应答中的地址会随时加入。`,
    en: `Blocked are the ${seen} addresses that DNS answers seen so far gave for ${name}: davylamp never resolves a name, and asking for it still works. While davylamp egress keep runs, addresses of new answers join them.`,
  }
}
