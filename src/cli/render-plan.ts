// A plan for a person who has to say yes to it: what changes, why, what it costs, how it is undone, what is refused, what is left to do.
import { styleText } from 'node:util'
import { type EntityId, nameOf } from '../core/entity.ts'
import type { FileChange } from '../core/file-change.ts'
import type { Undo } from '../core/journal.ts'
import { type Plan, type Risk, type Stage, type Step, stages } from '../core/plan.ts'
import type { Lang, Text } from '../core/text.ts'
import { adviceText, stageNames } from '../core/words.ts'
import { sayer } from './language.ts'
import { safe, short } from './safe.ts'

const counted: Readonly<Record<Stage, Text>> = {
  contain: { zh: '个进程冻结', en: 'to freeze' },
  evidence: { zh: '项取证', en: 'to keep as evidence' },
  disarm: { zh: '项解除', en: 'to disarm' },
  kill: { zh: '个进程结束', en: 'to end' },
  vault: { zh: '个文件隔离', en: 'to vault' },
  recover: { zh: '项恢复', en: 'to repair' },
  harden: { zh: '项加固', en: 'to harden' },
}

const risks: Readonly<Record<Risk, Text>> = {
  safe: { zh: '无业务影响', en: 'safe' },
  disruptive: { zh: '会中断', en: 'disruptive' },
  destructive: { zh: '会丢失', en: 'destructive' },
}

const riskColours = { safe: 'green', disruptive: 'yellow', destructive: 'red' } as const
const signColours = { '+': 'green', '~': 'yellow', '-': 'red' } as const
const mostDiffLines = 40
const mostTargets = 4
const widest = 160

export interface Shown {
  readonly plan: Plan
  /** Diff lines of the files a step edits, by step id. */
  readonly diffs: ReadonlyMap<string, readonly string[]>
  /** By what the content is proven that a step brings back, by step id. */
  readonly proofs: ReadonlyMap<string, Text>
}

export function renderPlan({ plan, diffs, proofs }: Shown, lang: Lang): string {
  const say = sayer(lang)
  const where = plan.root === '' ? say({ zh: '本机', en: 'this host' }) : plan.root
  const lines = [
    `${styleText('bold', say({ zh: '处置方案', en: 'Plan' }))}  ${safe(plan.incident)} · ${safe(plan.host)} · ${safe(where)}`,
    '',
    ...stages.flatMap(stage => stageLines(plan, stage, { diffs, proofs }, lang)),
    ...refusedLines(plan, lang),
    ...adviceLines(plan, lang),
    styleText('bold', closing(plan, lang)),
  ]
  return `${lines.join('\n')}\n`
}

/** Where a stage holds steps of several kinds. */
const countedSteps: Readonly<Record<string, Text>> = {
  'cut-egress': { zh: '个地址封锁', en: 'to block' },
  'isolate-host': { zh: '台主机隔离', en: 'to isolate' },
}

/** "6 to contain, 4 to vault, 0 irreversible". */
export function closing({ steps }: Plan, lang: Lang): string {
  const say = sayer(lang)
  const kinds = Map.groupBy(
    stages.flatMap(stage => steps.filter(s => s.stage === stage)),
    s => countedSteps[s.action] ?? counted[s.stage],
  )
  const parts = [...kinds].map(([kind, list]) => `${list.reduce((sum, s) => sum + thingsOf(s), 0)} ${say(kind)}`)
  const final = steps.filter(s => !s.reversible).length
  const irreversible = say({ zh: `${final} 项不可撤销`, en: `${final} irreversible` })
  return [...(parts.length === 0 ? [say({ zh: '没有可执行的步骤', en: 'nothing to do' })] : parts), irreversible].join(
    lang === 'zh' ? ',' : ', ',
  )
}

/** One step may be about several processes at once. */
function thingsOf({ action, detail }: Step): number {
  const { pids, endpoints } = detail
  // The processes of a group have steps of their own.
  if (action === 'kill-group') return 0
  return Array.isArray(pids) ? pids.length : Array.isArray(endpoints) ? Math.max(1, endpoints.length) : 1
}

function stageLines({ steps }: Plan, stage: Stage, told: Omit<Shown, 'plan'>, lang: Lang): string[] {
  const here = steps.filter(s => s.stage === stage)
  if (here.length === 0) return []
  return [styleText('bold', sayer(lang)(stageNames[stage])), ...here.flatMap(s => stepLines(s, told, lang)), '']
}

function stepLines(step: Step, { diffs, proofs }: Omit<Shown, 'plan'>, lang: Lang): string[] {
  const diff = diffs.get(step.id) ?? networkLines(step)
  const proof = proofs.get(step.id)
  const say = sayer(lang)
  const sign = signOf(step)
  const after = step.after.length === 0 ? '' : say({ zh: `;须先完成 ${step.after.join('、')}`, en: `; after ${step.after.join(', ')}` })
  const final = step.reversible ? '' : ` ${styleText('red', say({ zh: '不可撤销', en: 'irreversible' }))}`
  return [
    `  ${styleText(signColours[sign], sign)} ${step.id} ${short(say(step.title), widest)}  ${styleText(riskColours[step.risk], `[${say(risks[step.risk])}]`)}${final}`,
    styleText(
      'dim',
      `        ${say({ zh: '依据', en: 'because' })} ${step.because.slice(0, 4).join(' ')}${more(step.because.length - 4)}${after}`,
    ),
    styleText('dim', `        ${say({ zh: '影响:', en: 'cost: ' })}${short(say(step.cost), widest)}`),
    styleText('dim', `        ${say({ zh: '撤销:', en: 'undo: ' })}${short(say(step.undoing), widest)}`),
    ...(proof === undefined ? [] : [styleText('dim', `        ${say({ zh: '来源:', en: 'from: ' })}${short(say(proof), 2 * widest)}`)]),
    ...diff.slice(0, mostDiffLines).map(line => `        ${diffLine(line)}`),
    ...(diff.length > mostDiffLines ? [`        … +${diff.length - mostDiffLines}`] : []),
  ]
}

function more(n: number): string {
  return n > 0 ? ` +${n}` : ''
}

/** What the step does to the host: adds something, changes something that stays, or takes something away. */
function signOf({ stage, detail, action }: Step): '+' | '~' | '-' {
  if (stage === 'evidence' || countedSteps[action] !== undefined) return '+'
  if (stage === 'kill' || stage === 'vault') return '-'
  return detail['whole'] === true ? '-' : '~'
}

/** What is put into the packet filter, one line for each thing. */
function networkLines({ action, detail }: Step): readonly string[] {
  const listed = (key: string): readonly unknown[] => {
    const value = detail[key]
    return Array.isArray(value) ? value : []
  }
  if (action === 'cut-egress')
    return [
      ...listed('endpoints').map(e => `+ inet davylamp: ${e} ⇹ drop`),
      ...(detail['group'] === undefined ? [] : [`+ inet davylamp: cgroup ${detail['group']} ⇹ drop`]),
      ...(detail['uid'] === undefined ? [] : [`+ inet davylamp: uid ${detail['uid']} → drop`]),
    ]
  if (action !== 'isolate-host') return []
  return [
    ...listed('operators').map(o => `+ inet davylamp: ${o} ⇄ tcp ${listed('ports').join(',')} accept`),
    ...listed('management').map(m => `+ inet davylamp: ${m} ⇄ accept`),
    ...listed('resolvers').map(r => `+ inet davylamp: ${r} ⇄ dns accept`),
    '+ inet davylamp: lo, DHCP, NTP, ND ⇄ accept',
    '+ inet davylamp: * ⇹ drop',
  ]
}

function diffLine(line: string): string {
  const shown = short(line, widest)
  return line.startsWith('-') ? styleText('red', shown) : line.startsWith('+') ? styleText('green', shown) : styleText('dim', shown)
}

function refusedLines({ refused }: Plan, lang: Lang): string[] {
  if (refused.length === 0) return []
  const say = sayer(lang)
  const head = say({ zh: '不会做的(安全护栏拒绝,原因如下):', en: 'What is not done, and which guard forbids it:' })
  return [
    styleText('bold', head),
    ...refused.map(
      r =>
        `  ${styleText('magenta', '✋')} ${short(nameOf(r.target), 80)}  ${short(say(r.why), widest)} ${styleText('dim', `(${r.guard})`)}`,
    ),
    '',
  ]
}

export function adviceLines({ advice }: Pick<Plan, 'advice'>, lang: Lang): string[] {
  if (advice.length === 0) return []
  const say = sayer(lang)
  return [
    styleText('bold', say({ zh: '需要您亲自完成的:', en: 'What is left for you to do:' })),
    ...advice.flatMap(one => [
      `  • ${short(say(adviceText(one)), widest)}`,
      ...targetLines(say(one.title), one.targets),
      ...(one.command === undefined ? [] : [`      $ ${short(one.command, widest)}`]),
    ]),
    '',
  ]
}

/** What the advice is about, where its title names none of it. */
function targetLines(title: string, targets: readonly EntityId[]): string[] {
  const names = [...new Set(targets.map(nameOf))]
  if (names.length === 0 || names.some(name => title.includes(name))) return []
  return [
    styleText(
      'dim',
      `      ${names
        .slice(0, mostTargets)
        .map(name => short(name, 60))
        .join('  ')}${more(names.length - mostTargets)}`,
    ),
  ]
}

/** The files that a prepared step changes; none for steps about anything else. */
export function changesOf(undo: Undo): readonly FileChange[] {
  const { changes } = undo
  return Array.isArray(changes) ? (changes as readonly FileChange[]) : []
}
