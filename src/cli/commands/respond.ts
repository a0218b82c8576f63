// davylamp respond: look, plan, show, ask once, perform, and look again, round by round until nothing is left.
import { Command, Option } from 'commander'
import { groups } from '../../case/perform.ts'
import { defaultState } from '../../store/state.ts'
import { languageOf, languageOption } from '../language.ts'
import { oneMore } from '../reachable.ts'
import { type Given, Responder } from '../responder.ts'
import { rootOf } from '../response.ts'
import { leave } from '../supervise.ts'

interface Options extends Pick<Given, 'yes' | 'approve' | 'snapshotFirst' | 'only' | 'step' | 'dryRun' | 'isolate' | 'management'> {
  readonly root?: string
  readonly state?: string
  readonly lang?: string
}

/** Exit codes: 0 done, 1 something is left, 2 nothing was performed or the journal broke. */
export function respond(): Command {
  return new Command('respond')
    .description('answer all grave incidents, or one: plan, ask once, perform with a way back, look again / 处置事件(可撤销)')
    .argument('[incident]', 'I-…; all grave ones by default')
    .option('--root <dir>', 'a directory as the root of a host: a mounted image, a container, a chroot')
    .option('--yes', 'perform without asking')
    .addOption(new Option('--only <group>', 'only a part of the plans').choices(Object.keys(groups)))
    .option('--step <id>', 'only one step of the plan (of the gravest incident, or of the one that is named)')
    .option('--dry-run', 'try every step without touching anything')
    .option('--isolate', 'also cut the whole host off, but for your connection')
    .option('--management <address>', 'an address or network that stays reachable; may be given again', oneMore)
    .option(
      '--snapshot-first [command]',
      'before anything is changed run this, or /etc/davylamp/snapshot; nothing is done unless it succeeds',
    )
    .option('--approve', 'include the steps that need the approval of a person')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (id: string | undefined, { root, state, lang, ...options }: Options) => {
      const given = { ...options, id, root: rootOf(root), state: state ?? defaultState(), lang: languageOf(lang) }
      const responder = new Responder(given)
      process.exitCode = await responder.run()
      if (responder.stuck) leave(process.exitCode)
    })
}
