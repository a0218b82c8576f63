// davylamp egress: learn whom this machine talks to, propose what to allow, check what that would stop; put it into force and keep it fresh.
import { isIP } from 'node:net'
import { Command } from 'commander'
import type { EgressBook } from '../../core/egress.ts'
import { instantOf } from '../../core/instant.ts'
import { JournalError } from '../../core/journal.ts'
import { proposeEgress, stoppedBy } from '../../intel/egress-list.ts'
import { type LoadedIntel, loadIntel } from '../../intel/load.ts'
import { loadEgress, saveEgress } from '../../store/egress.ts'
import { defaultState, ownIntel } from '../../store/state.ts'
import { apply, takeOut } from '../egress/apply.ts'
import { emptyBook, withLook } from '../egress/book.ts'
import { keep } from '../egress/keep.ts'
import { type Looked, lookAtCaptures, lookLive } from '../egress/look.ts'
import { renderBook, renderGaps, renderList, renderStopped } from '../egress/render.ts'
import { status } from '../egress/status.ts'
import { languageOf, languageOption } from '../language.ts'
import { rawRules } from '../own-files.ts'
import { progressLine } from '../progress.ts'
import { safe } from '../safe.ts'
import { spanOf } from '../span.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import { UserError } from '../user-error.ts'
import { writeAll } from '../write-all.ts'

interface Options {
  readonly duration?: string
  readonly host?: readonly string[]
  readonly allow?: readonly string[]
  readonly fresh?: boolean
  readonly json?: boolean
  readonly lang?: string
  readonly state?: string
}

const usualSpan = '60s'

export function egress(): Command {
  const command = new Command('egress')
    .description(
      'learn whom this machine talks to, propose an allow-list, check it, put it into force / 学习本机与谁通信,给出、检查并启用放行清单',
    )
    .helpCommand(false)
    .argument('[command]')
    .action((given: string | undefined) => {
      const words = ['learn', 'propose', 'check', 'apply', 'status', 'keep', 'undo'].join(', ')
      throw new UserError(given === undefined ? `give one of ${words}` : `there is no "egress ${safe(given)}": give one of ${words}`)
    })
  for (const sub of [learn(), propose(), check(), apply(), status(), keep(), takeOut()])
    command.addCommand(
      sub
        .option('--json', 'print as JSON')
        .option('--state <dir>', 'where what was learned is kept')
        .addOption(languageOption)
        .exitOverride()
        .configureOutput({ writeErr: () => {} }),
    )
  return command
}

function looking(command: Command): Command {
  return command
    .argument('[file...]', 'captures (default: the running network)')
    .option('--duration <time>', `how long to watch the running network (default: ${usualSpan})`)
    .option('--host <address...>', 'whose connections are meant in captures')
}

function learn(): Command {
  return looking(new Command('learn').description('watch outgoing connections and remember them; nothing is changed / 学习外联'))
    .option('--fresh', 'forget what was learned before')
    .action((files: readonly string[], options: Options) =>
      storing(async () => {
        const state = options.state ?? defaultState()
        const known = (options.fresh === true ? undefined : loadEgress(state, 'book')) ?? emptyBook
        const looked = await look(files, options, knowledge(state))
        const book = withLook(known, looked, instantOf(Date.now())!)
        saveEgress(state, 'book', book)
        const lang = languageOf(options.lang)
        print(options, { book, gaps: looked.gaps }, () => renderBook(book, lang) + renderGaps(looked.gaps, lang))
        process.exitCode = looked.gaps.length > 0 ? 2 : 0
      }),
    )
}

function propose(): Command {
  return new Command('propose')
    .description('the smallest allow-list for what was learned, and what it would have stopped / 给出放行清单')
    .option('--allow <name...>', 'let these learned names, *.names or addresses pass as well')
    .allowExcessArguments(false)
    .action((options: Options) =>
      storing(() => {
        const state = options.state ?? defaultState()
        const book = learned(state)
        const intel = knowledge(state)
        const list = proposeEgress(book, intel, (options.allow ?? []).map(wantedOf), instantOf(Date.now())!)
        const stopped = stoppedBy(list, book.peers, intel)
        saveEgress(state, 'list', list)
        const lang = languageOf(options.lang)
        print(options, { list, stopped }, () => `${renderList(list, lang)}\n${renderStopped(stopped, conversationsOf(book), lang)}`)
      }),
    )
}

function check(): Command {
  return looking(
    new Command('check').description('what the proposed list would stop in captures or on the running network / 检查清单会拦下什么'),
  ).action((files: readonly string[], options: Options) =>
    storing(async () => {
      const state = options.state ?? defaultState()
      const list = loadEgress(state, 'list')
      if (list === undefined) throw new UserError('there is no list yet: davylamp egress propose makes one')
      const intel = knowledge(state)
      const looked = await look(files, options, intel)
      const stopped = stoppedBy(list, looked.peers, intel)
      const lang = languageOf(options.lang)
      print(
        options,
        { stopped, conversations: looked.conversations, gaps: looked.gaps },
        () => renderStopped(stopped, looked.conversations, lang) + renderGaps(looked.gaps, lang),
      )
      process.exitCode = stopped.length > 0 ? 1 : looked.gaps.length > 0 ? 2 : 0
    }),
  )
}

async function look(files: readonly string[], options: Options, intel: LoadedIntel): Promise<Looked> {
  const hosts = options.host ?? []
  const wrong = hosts.find(host => isIP(host) === 0)
  if (wrong !== undefined) throw new UserError(`--host takes an address, not "${safe(wrong)}"`)
  const line = progressLine(options.json !== true)
  if (files.length > 0) {
    if (options.duration !== undefined) throw new UserError('--duration is for the running network, not for captures')
    return lookAtCaptures(files, hosts, intel, line)
  }
  if (hosts.length > 0) throw new UserError('--host is for captures, not for the running network')
  const until = performance.now() + spanOf(options.duration ?? usualSpan, '--duration')
  let isAsked = false
  stopOnSignals(() => {
    isAsked = true
  })
  return lookLive(() => isAsked || performance.now() > until, intel, line)
}

function learned(state: string): EgressBook {
  const book = loadEgress(state, 'book')
  if (book === undefined || book.peers.length === 0) throw new UserError('nothing was learned yet: davylamp egress learn')
  return book
}

function conversationsOf({ peers }: EgressBook): number {
  return peers.reduce((sum, peer) => sum + peer.conversations, 0)
}

function wantedOf(text: string): string {
  const plain = text.toLowerCase()
  if (isIP(plain) !== 0 || /^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+$/.test(plain)) return plain
  throw new UserError(`--allow takes a name, a *.name or an address, not "${safe(text)}"`)
}

function knowledge(state: string): LoadedIntel {
  return loadIntel(ownIntel(state), rawRules())
}

function print({ json }: Options, value: unknown, text: () => string): void {
  writeAll(json === true ? `${JSON.stringify(value, null, 1)}\n` : text())
}

/** What is wrong with the state directory is one sentence. */
async function storing(act: () => Promise<void> | void): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (error instanceof JournalError) throw new UserError(error.message)
    throw error
  }
}
