// davylamp egress apply: puts the allow-list into force, watching first, then blocking, with a way back; egress undo takes it out.
import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { egressStep } from '../../case/plan-orders.ts'
import { shortDigest } from '../../core/digest.ts'
import type { EgressList } from '../../core/egress.ts'
import { allowedBy } from '../../intel/egress-list.ts'
import { loadIntel } from '../../intel/load.ts'
import { parseEgressList } from '../../parse/files/egress-list.ts'
import { loadEgress, saveEgress } from '../../store/egress.ts'
import type { Order } from '../../store/orders.ts'
import { defaultState, ownIntel } from '../../store/state.ts'
import { actionsById } from '../actions.ts'
import { ask, canAsk } from '../ask.ts'
import { tell } from '../carry-out.ts'
import { confirmIsolation } from '../confirm-isolation.ts'
import { languageOf, sayer } from '../language.ts'
import { give, lookAround, stands, takeBack, withOrders } from '../orders.ts'
import { rawRules } from '../own-files.ts'
import { oneMore } from '../reachable.ts'
import { inWords, openHost } from '../response.ts'
import { safe } from '../safe.ts'
import { UserError } from '../user-error.ts'

interface Options {
  readonly mode: 'monitor' | 'block'
  readonly list?: string
  readonly approve?: boolean
  readonly management?: readonly string[]
  readonly yes?: boolean
  readonly dryRun?: boolean
  readonly state?: string
  readonly lang?: string
}

/** A list is blocked by only when it was watched for so long: what runs every hour has run. */
export const leastWatchedMs = 3_600_000
/** Addresses that names led to when they were learned stay for a day, as long as unbound keeps an answer at most (cache-max-ttl). */
export const longestNamedSeconds = 86_400

/** Exit codes: 0 done, 1 refused, failed or not confirmed, 2 bad input. */
export function apply(): Command {
  return new Command('apply')
    .description('put the proposed list into force: watch whom it would refuse, then refuse them / 启用放行清单')
    .addOption(
      new Option('--mode <mode>', 'monitor: refuse nobody, note down whom; block: refuse').choices(['monitor', 'block']).default('monitor'),
    )
    .option('--list <file>', 'a list as egress propose --json writes it (default: what was proposed last)')
    .option('--approve', 'block without having watched, and whom this host talks to right now')
    .option('--management <address>', 'an address or network that stays reachable; may be given again', oneMore)
    .option('--yes', 'ask nothing')
    .option('--dry-run', 'try it without touching anything')
    .allowExcessArguments(false)
    .action(async (options: Options) => {
      process.exitCode = await putInForce(options)
    })
}

export function takeOut(): Command {
  return new Command('undo')
    .description('take the list out of force / 停用放行清单')
    .allowExcessArguments(false)
    .action(async ({ state = defaultState(), lang: given }: Pick<Options, 'state' | 'lang'>) => {
      const lang = languageOf(given)
      await withOrders(state, openHost(''), lang, (open, scene) => {
        const found = open.orders().filter(o => isEgress(o) && stands(o))
        if (found.length === 0) throw new UserError('no egress list is in force')
        process.exitCode = takeBack(found, open, scene, lang).every(o => o.result === 'undone') ? 0 : 1
      })
    })
}

export function isEgress({ step }: Order): boolean {
  return step.action === 'filter-egress'
}

async function putInForce({ mode, state = defaultState(), ...options }: Options): Promise<0 | 1> {
  const lang = languageOf(options.lang)
  const say = sayer(lang)
  const list = listFrom(options.list, state, lang)
  const digest = shortDigest(JSON.stringify([list.rules.map(({ to, services }) => [to, services]), list.wanted]))
  const peers = inWords(lang, () => loadEgress(state, 'book'))?.peers ?? []
  const { services, named } = allowedBy(list, peers, loadIntel(ownIntel(state), rawRules()))
  const ground = lookAround(options.approve === true, options.management)
  return withOrders(state, ground.host, lang, async (open, scene) => {
    const standing = open.orders().filter(o => isEgress(o) && stands(o))
    const watching = standing.find(o => o.step.detail['list'] === digest && o.step.detail['mode'] === 'monitor')
    const isInForce = watching !== undefined && actionsById.get(watching.step.action)?.verify(watching.step, scene) === undefined
    if (mode === 'monitor' && isInForce) {
      tell(`${say({ zh: '已在观察这份清单:davylamp egress status', en: 'This list is being watched already: davylamp egress status' })}\n`)
      return 0
    }
    const monitored = isInForce && Date.now() - Date.parse(watching.at) >= leastWatchedMs
    const wish = { id: open.nextId(), mode, services, named, namedSeconds: longestNamedSeconds, list: digest, monitored }
    const step = egressStep(wish, ground.around.lifelines)
    tell(
      `${say({
        zh: `清单 ${list.rules.length} 条:${services.length} 个固定地址,${named.length} 个由域名得来的地址。${step.cost.zh}`,
        en: `${list.rules.length} rules: ${services.length} fixed addresses, ${named.length} that names led to. ${step.cost.en}`,
      })}\n`,
    )
    if (mode === 'block' && options.yes !== true && options.dryRun !== true) {
      if (!canAsk()) throw new UserError('nobody can be asked here: give --yes to block')
      if (!(await ask(say({ zh: '启用拦截?[y/N] ', en: 'Block? [y/N] ' })))) return 1
    }
    const outcome = await give(step, ground, open, scene, lang, options.dryRun === true)
    if (outcome?.result === 'would') return 0
    if (outcome?.result !== 'done') return 1
    saveEgress(state, 'applied', list)
    if (mode === 'block' && !(await confirmIsolation(step, scene, options.yes === true, lang))) {
      takeBack(
        open.orders().filter(o => o.step.id === step.id),
        open,
        scene,
        lang,
      )
      return 1
    }
    tell(
      `${say({
        zh: '域名对应的地址会变:运行 davylamp egress keep 以随时更新,否则一天后失效。查看:davylamp egress status,撤销:davylamp egress undo',
        en: 'Names lead elsewhere in time: davylamp egress keep follows them; without it their addresses lapse after a day. See davylamp egress status; take it back: davylamp egress undo',
      })}\n`,
    )
    return 0
  })
}

/** The list of the file, or the last that was proposed. */
function listFrom(path: string | undefined, state: string, lang: 'zh' | 'en'): EgressList {
  if (path === undefined) {
    const list = inWords(lang, () => loadEgress(state, 'list'))
    if (list === undefined) throw new UserError('there is no list yet: davylamp egress learn, then davylamp egress propose')
    return list
  }
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UserError(`${safe(path)} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
  const list = parseEgressList(text)
  if (typeof list === 'string') throw new UserError(`${safe(path)}: ${safe(list)}`)
  return list
}
