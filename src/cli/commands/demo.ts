// davylamp demo: the whole way on a harmless infected disk that ships with the project: scan, plan, respond, look again, take back.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { undo } from '../../case/undo.ts'
import type { Lang, Text } from '../../core/text.ts'
import { openCase } from '../../store/cases.ts'
import { actionsById } from '../actions.ts'
import { carryOut, tell } from '../carry-out.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { lookAgain } from '../look-again.ts'
import { picture } from '../picture.ts'
import { renderIncident } from '../render-incident.ts'
import { renderPlan } from '../render-plan.ts'
import { outcomeLine, tally } from '../render-response.ts'
import { renderScan } from '../render-scan.ts'
import { keepCase, lookAt, openHost, planFor, sceneOn, shown } from '../response.ts'

const infected = fileURLToPath(new URL('../../../fixtures/hosts/kinsing/root', import.meta.url))

const chapters: Readonly<Record<'scan' | 'story' | 'plan' | 'respond' | 'verify' | 'undo', Text>> = {
  scan: { zh: '一、扫描(davylamp scan)', en: '1. Scan (davylamp scan)' },
  story: { zh: '二、说明(davylamp explain)', en: '2. The story (davylamp explain)' },
  plan: { zh: '三、处置方案(davylamp plan):不做任何改动', en: '3. The plan (davylamp plan): nothing changes' },
  respond: { zh: '四、执行(davylamp respond)', en: '4. The response (davylamp respond)' },
  verify: { zh: '五、复查(davylamp verify)', en: '5. Looking again (davylamp verify)' },
  undo: { zh: '六、撤销(davylamp undo)', en: '6. Taking it back (davylamp undo)' },
}

export function demo(): Command {
  return new Command('demo')
    .description('walk the whole way on a copy of a harmless infected disk / 演示:在一份无害的中毒磁盘副本上走完全程')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (options: { lang?: string }) => {
      const folder = mkdtempSync(join(tmpdir(), 'davylamp-demo-'))
      try {
        process.exitCode = (await walk(folder, languageOf(options.lang))) ? 0 : 1
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}

/** Whether the disk is byte for byte what it was in the end. */
async function walk(folder: string, lang: Lang): Promise<boolean> {
  const say = sayer(lang)
  const chapter = (name: keyof typeof chapters): void => tell(`\n━━ ${say(chapters[name])}\n\n`)
  const [root, state] = [join(folder, 'root'), join(folder, 'state')]
  cpSync(infected, root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  const before = picture(root).join('\n')

  chapter('scan')
  const look = await lookAt(root, state, true)
  const host = openHost(root)
  tell(renderScan(look.result, host.origin, lang))
  const made = planFor(look, host, undefined)
  if (made === undefined) return false
  chapter('story')
  tell(renderIncident(made.incident, look.result, lang))
  chapter('plan')
  tell(renderPlan(shown(made.plan, host), lang))

  const open = openCase(state, keepCase(state, look, made))
  try {
    const scene = sceneOn(host, open.vault)
    chapter('respond')
    await carryOut(open.plan, scene, open.journal, {}, lang)
    chapter('verify')
    await lookAgain([open], state, lang, false)
    chapter('undo')
    const undone = [...undo(open.plan, scene, actionsById, open.journal)]
    tell(undone.map(one => outcomeLine(one, lang)).join('') + tally(undone, lang))
  } finally {
    open.close()
  }
  const same = picture(root).join('\n') === before
  const told = same
    ? { zh: '磁盘与处置前逐字节一致(内容、权限、属主、时间)。', en: 'The disk is what it was, byte for byte: content, mode, owner, times.' }
    : { zh: '磁盘与处置前不一致!', en: 'The disk is not what it was!' }
  tell(`\n${say(told)}\n`)
  return same
}
