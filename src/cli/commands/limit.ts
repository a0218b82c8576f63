// davylamp limit: keeps out who guesses passwords, told by the host's logs and the wire, ever longer; never the operator and those who are known.
import { hostname, networkInterfaces } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { Command } from 'commander'
import type { LoginTries } from '../../core/facts/wire.ts'
import { type Instant, instantOf } from '../../core/instant.ts'
import type { Lang } from '../../core/text.ts'
import { loadLimits } from '../../intel/limits.ts'
import { loadIntel } from '../../intel/load.ts'
import { loadEgress } from '../../store/egress.ts'
import { defaultState, ownIntel } from '../../store/state.ts'
import { tell, unbroken } from '../carry-out.ts'
import { renderGaps } from '../egress/render.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { type Limiting, limitRound, type Round } from '../limit/limiter.ts'
import { ago, triesInLogs, triesOnWire } from '../limit/tries.ts'
import { lookAround } from '../orders.ts'
import { rawRules } from '../own-files.ts'
import { oneMore } from '../reachable.ts'
import { inWords } from '../response.ts'
import { safe } from '../safe.ts'
import { sniffNetwork, socketWatch } from '../sniffer.ts'
import { UserError } from '../user-error.ts'
import { writeAll } from '../write-all.ts'

interface Options {
  readonly stay?: boolean
  readonly dryRun?: boolean
  readonly inside?: boolean
  readonly spare?: readonly string[]
  readonly json?: boolean
  readonly state?: string
  readonly lang?: string
}

const day = 86_400
const leastPauseMs = 10_000
/** A look at the logs may take no more than this part of the time. */
const leisure = 20

/** Exit codes: 0 nobody guesses, 1 somebody was banned or would be, 2 bad input, or a log could not be read. */
export function limit(): Command {
  return new Command('limit')
    .description('keep out who guesses passwords, by the logs and the wire, ever longer / 限制暴力破解(自动封禁,到期解除)')
    .option('--stay', 'stay in the foreground and go on; without it, one look at the logs (fit for a timer)')
    .option('--dry-run', 'say who would be kept out, and touch nothing')
    .option('--inside', 'private networks too')
    .option('--spare <address>', 'an address or network that is never banned; may be given again', oneMore)
    .option('--json', 'say who would be kept out as JSON, and touch nothing')
    .option('--state <dir>', 'where orders are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async ({ state = defaultState(), stay = false, dryRun = false, inside = false, spare = [], ...options }: Options) => {
      if (stay && options.json === true) throw new UserError('give either --stay or --json')
      const lang = languageOf(options.lang)
      const act = options.json === true ? 'tell' : dryRun ? 'rehearse' : 'ban'
      const talked = inWords(lang, () => loadEgress(state, 'book'))?.peers.map(peer => peer.address) ?? []
      const limiting: Limiting = {
        state,
        lang,
        limits: loadLimits(rawRules()),
        act,
        inside,
        known: new Set(talked),
      }
      process.exitCode = stay ? await goOn(limiting, spare) : await once(limiting, spare, options.json === true)
    })
}

const now = (): Instant => instantOf(Date.now())!

async function once(limiting: Limiting, spare: readonly string[], json: boolean): Promise<0 | 1 | 2> {
  const ground = lookAround(limiting.inside, spare)
  const { tries, gaps } = triesInLogs(ground.host, ago(now(), limiting.limits.memory))
  const round = await limitRound(tries, new Set(), ground, now(), limiting)
  if (json) writeAll(`${JSON.stringify({ ...round, habitual: [...round.habitual], gaps }, null, 1)}\n`)
  else tell(summary(round, tries.length, limiting.lang) + renderGaps(gaps, limiting.lang))
  return round.bans.length > 0 ? 1 : gaps.length > 0 ? 2 : 0
}

/** The first look is at everything that is remembered, the later ones at what was written lately. */
async function goOn(limiting: Limiting, spare: readonly string[]): Promise<0> {
  const { lang, limits, state } = limiting
  const say = sayer(lang)
  let wire: readonly LoginTries[] = []
  const sniffing = listen(state, rows => {
    wire = rows
  })
  tell(
    `${say({ zh: '正在看守登录:日志与网络流量。按 Ctrl-C 结束;已有封禁到期自动解除。', en: 'Watching logins in the logs and on the wire. Ctrl-C ends; bans end by themselves in time.' })}\n`,
  )
  await unbroken(async stop => {
    let habitual: ReadonlySet<string> = new Set()
    let span = limits.memory
    const told = new Set<string>()
    while (!stop.aborted) {
      const began = performance.now()
      const ground = lookAround(limiting.inside, spare)
      const { tries } = triesInLogs(ground.host, ago(now(), span))
      const round = await limitRound([...tries, ...triesOnWire(wire, ownAddresses())], habitual, ground, now(), limiting)
      habitual = round.habitual
      span = day
      const lines = [...banLines(round), ...spareLines(round, lang), ...guessedLines(round, lang)].filter(line => !told.has(line))
      for (const line of lines) {
        told.add(line)
        tell(`${line}\n`)
      }
      const pause = Math.max(leastPauseMs, leisure * (performance.now() - began))
      await setTimeout(pause, undefined, { signal: stop }).catch(() => {})
    }
  })
  await sniffing()
  return 0
}

/** Guesses at services other than sshd, as they pass; gives what ends it. Without the right to see packets, the logs alone tell. */
function listen(state: string, took: (rows: readonly LoginTries[]) => void): () => Promise<void> {
  const watch = socketWatch()
  if (watch === undefined) return async () => {}
  let stop = (): void => {}
  const leftOut = watch.heldByAncestor(process.pid, name => /^(?:sshd|dropbear)/.test(name))
  const request = {
    device: '',
    write: undefined,
    extract: undefined,
    state,
    host: hostname(),
    intel: loadIntel(ownIntel(state), rawRules()),
    watch,
    leftOut,
  }
  const sniffed = sniffNetwork(request, end => (stop = end), {
    ready() {},
    noticed() {},
    seen({ rows }) {
      if (rows !== undefined) took(rows.loginTries ?? [])
    },
  }).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error
    process.stderr.write(`davylamp: ${error.message}\n`)
  })
  return async () => {
    stop()
    await sniffed
  }
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap(list => list?.map(({ address }) => address) ?? [])
}

function summary(round: Round, tries: number, lang: Lang): string {
  const say = sayer(lang)
  const head = say({
    zh: `看过 ${tries} 次登录:封禁 ${round.bans.length} 个来源,放过 ${round.spared.length} 个。`,
    en: `${tries} logins were looked at: ${round.bans.length} sources banned, ${round.spared.length} left alone.`,
  })
  return `${[head, ...banLines(round), ...spareLines(round, lang), ...guessedLines(round, lang)].join('\n')}\n`
}

/** Where the log shows it. */
function banLines({ bans }: Round): readonly string[] {
  return bans.map(({ source, tries }) => `  ${source} ← ${safe(`${tries[0]?.locator} … ${tries.at(-1)?.locator}`)}`)
}

function spareLines({ spared }: Round, lang: Lang): readonly string[] {
  return spared.map(({ source, why }) => safe({ zh: `  不封禁 ${source}:${why.zh}`, en: `  Left alone: ${source}: ${why.en}` }[lang]))
}

function guessedLines({ guessed }: Round, lang: Lang): readonly string[] {
  return guessed.map(({ address, user, service, locator }) =>
    safe(
      {
        zh: `  注意:${address} 多次失败后以 ${user} 登录 ${service} 成功(${locator});请运行 davylamp trace`,
        en: `  Look: ${address} got into ${service} as ${user} after many failures (${locator}); run davylamp trace`,
      }[lang],
    ),
  )
}
