// davylamp evidence: what was kept of a case, whether it is still what it was, and handing it over as an archive under a password.
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { Lang } from '../../core/text.ts'
import { type CaseView, openCase } from '../../store/cases.ts'
import { type Custody, exportPassword, readEvidence } from '../../store/evidence.ts'
import { defaultState } from '../../store/state.ts'
import { vaultIn } from '../../store/vault.ts'
import { tell } from '../carry-out.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { inWords, knownCases } from '../response.ts'
import { padded, safe, short } from '../safe.ts'
import { UserError } from '../user-error.ts'

interface Options {
  readonly export?: string
  readonly list?: boolean
  readonly verify?: boolean
  readonly json?: boolean
  readonly state?: string
  readonly lang?: string
}

/** Exit codes: 0 all as it was, 1 an item is missing or was changed, 2 bad input. */
export function evidence(): Command {
  return new Command('evidence')
    .description('list, verify or hand over the evidence of a case; of the newest by default / 查看、校验或导出证据')
    .argument('[case]', 'I-…')
    .option('--list', 'one line an item (default)')
    .option('--verify', 'check every item against its digest')
    .option('--export <file>', `write a zip (AES-256, password "${exportPassword}") with the chain of custody and all digests`)
    .option('--json', 'list as JSON')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action((id: string | undefined, options: Options) => {
      const lang = languageOf(options.lang)
      const state = options.state ?? defaultState()
      const one = inWords(lang, () => chosen(knownCases(state, lang), id, state))
      if (options.export !== undefined) return inWords(lang, () => handOver(state, one.id, resolve(options.export ?? ''), lang))
      const { records } = inWords(lang, () => readEvidence(join(one.folder, 'evidence'), one.id))
      if (options.verify === true) process.exitCode = inWords(lang, () => verified(one, records, lang))
      else if (options.json === true) tell(`${JSON.stringify(records, undefined, 1)}\n`)
      else list(records, lang)
    })
}

/** The newest that has kept something, unless one is named. */
function chosen(cases: readonly CaseView[], id: string | undefined, state: string): CaseView {
  const rich = ({ folder, id: name }: CaseView): boolean => readEvidence(join(folder, 'evidence'), name).records.length > 0
  const found = id === undefined ? (cases.find(rich) ?? cases[0]) : cases.find(one => one.id === id || one.incident.id === id)
  if (found !== undefined) return found
  throw new UserError(id === undefined ? `there are no cases in ${state}` : `there is no case "${id}": see davylamp cases`)
}

function list(records: readonly (Custody & { readonly at: string })[], lang: Lang): void {
  for (const { at, event, what, source, size, sha256, how } of records) {
    const told = event === 'missed' ? `✖ ${short(how, 100)}` : `${padded(`${size} B`, 12)} ${sha256.slice(0, 16)}`
    tell(`${at.slice(0, 19).replace('T', ' ')}  ${padded(safe(what), 14)} ${padded(short(source, 40), 40)} ${told}\n`)
  }
  const kept = records.filter(r => r.event === 'collected')
  const missed = records.filter(r => r.event === 'missed').length
  const bytes = kept.reduce((sum, { size }) => sum + size, 0)
  tell(
    `${sayer(lang)({
      zh: `共 ${kept.length} 项,${mib(bytes)};未能取得 ${missed} 项`,
      en: `${kept.length} items, ${mib(bytes)}; ${missed} could not be had`,
    })}\n`,
  )
}

function verified({ folder }: CaseView, records: readonly Custody[], lang: Lang): number {
  const vault = vaultIn(join(folder, 'vault'))
  const kept = records.filter(r => r.event === 'collected')
  const intact = new Map([...new Set(kept.map(r => r.sha256))].map(sha256 => [sha256, vault.has(sha256)]))
  const bad = kept.filter(r => intact.get(r.sha256) !== true)
  const say = sayer(lang)
  for (const { what, source, sha256 } of bad)
    tell(
      `✖ ${safe(what)} ${short(source, 80)} ${sha256}: ${say({ zh: '内容缺失或已被改动', en: 'its content is missing or was changed' })}\n`,
    )
  tell(
    `${say({
      zh: `证据清单的哈希链完整;${kept.length} 项中 ${kept.length - bad.length} 项与记录的 SHA-256 一致`,
      en: `the chain of custody is whole; ${kept.length - bad.length} of ${kept.length} items have their recorded SHA-256`,
    })}\n`,
  )
  return bad.length === 0 ? 0 : 1
}

function handOver(state: string, id: string, path: string, lang: Lang): void {
  const open = openCase(state, id)
  try {
    open.exportTo(path)
    const last = open.evidence.records.at(-1)
    tell(
      `${sayer(lang)({
        zh: `已导出 ${safe(path)}(AES-256,密码 ${exportPassword};请勿在生产主机上解压)\nsha256 ${last?.sha256}`,
        en: `wrote ${safe(path)} (AES-256, password "${exportPassword}"; do not unpack it on a production host)\nsha256 ${last?.sha256}`,
      })}\n`,
    )
  } finally {
    open.close()
  }
}

const mib = (bytes: number): string => `${(bytes / (1 << 20)).toFixed(1)} MiB`
