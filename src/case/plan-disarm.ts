// Steps that keep the malware from coming back: accused entries of persistence and authorized keys, the loader's first.
import type { Autostart } from '../core/facts/autostart.ts'
import type { Finding } from '../core/finding.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { Detail, Refusal } from '../core/plan.ts'
import { plantedFiles } from './accused.ts'
import { type Draft, type Ground, joined, lockNote, reasons, text } from './plan-draft.ts'
import { linkDigest, onHostDisk } from './plan-paths.ts'
import { unreadable } from './plan-refusals.ts'

/** Entries that findings accuse, those of accused keys, and loader lines that name an accused library; each bytes once. */
export function disarmDrafts(ground: Ground): { readonly drafts: readonly Draft[]; readonly refused: readonly Refusal[] } {
  const drafts = new Map<string, Draft>()
  const refused: Refusal[] = []
  for (const [entry, findings] of accusedEntries(ground)) {
    const path = onHostDisk(entry.path, ground.facts, ground.host)
    const before = stateDigest(path, entry, ground)
    if (isGap(before)) {
      if (before.why !== 'absent') refused.push(unreadable(entry.id, path, before))
      continue
    }
    const key = entry.extent === 'file' ? path : `${path} ${entry.span.start} ${entry.span.end}`
    if (!drafts.has(key)) drafts.set(key, draftOf({ ...entry, path }, findings, before, ground))
  }
  return { drafts: [...drafts.values()].sort(inOrder), refused }
}

/** A link that is taken away is known by its text: what it leads to may lead nowhere, or be taken away by an earlier step. */
function stateDigest(path: string, { extent }: Autostart, { host: { files } }: Ground): string | Gap {
  const target = extent === 'file' ? files.readlink(path) : undefined
  return target === undefined || isGap(target) ? files.digest(path, 'sha256') : linkDigest(target)
}

/** Every program loads what ld.so.preload names, so it goes first; within a file the last entry first, so that places hold. */
function inOrder(a: Draft, b: Draft): number {
  const rank = ({ detail }: Draft): number => (detail['kind'] === 'ld-so-preload' ? 0 : 1)
  const [one, other] = [String(a.detail['path']), String(b.detail['path'])]
  return rank(a) - rank(b) || (one < other ? -1 : one > other ? 1 : startOf(b) - startOf(a))
}

function startOf({ detail }: Draft): number {
  return (JSON.parse(String(detail['entry'])) as Autostart).span.start
}

function* accusedEntries({ facts, accused }: Ground): Generator<readonly [Autostart, readonly Finding[]]> {
  const planted = plantedFiles(accused)
  const keys = new Map(facts.sshKeys.filter(key => accused.has(key.id)).map(key => [`${key.path}#${key.line}`, accused.get(key.id) ?? []]))
  for (const entry of facts.autostarts) {
    const findings = [
      ...(accused.get(entry.id) ?? []),
      ...(entry.kind === 'authorized-keys' ? (keys.get(`${entry.path}#${entry.line}`) ?? []) : []),
      ...(entry.kind === 'ld-so-preload' ? (planted.get(entry.command) ?? []) : []),
      ...(entry.extent === 'file' ? (planted.get(entry.path) ?? []) : []),
    ]
    // A unit that is masked or not enabled starts nothing, yet its file is the intruder's; a line that is commented out is only words.
    if (findings.length > 0 && (entry.disabled !== true || entry.extent === 'file')) yield [entry, findings]
  }
}

function draftOf(entry: Autostart, findings: readonly Finding[], before: string, ground: Ground): Draft {
  const { path, line, kind, command, name, id } = entry
  const whole = entry.extent === 'file'
  const what = command === '' ? name : command
  const shown = what.length > 80 ? `${what.slice(0, 80)}…` : what
  const key = kind === 'authorized-keys'
  return {
    stage: 'disarm',
    action: 'disarm-autostart',
    target: id,
    because: reasons(findings, ground),
    risk: whole ? 'destructive' : 'disruptive',
    reversible: true,
    title: key
      ? text(`从 ${path} 第 ${line} 行删除攻击者的公钥 ${shown}`, `remove the attacker's key ${shown} from ${path}, line ${line}`)
      : whole
        ? text(`移除自启动文件 ${path}(${shown})`, `take away the autostart file ${path} (${shown})`)
        : text(`从 ${path} 第 ${line} 行删除自启动项:${shown}`, `cut the autostart entry out of ${path}, line ${line}: ${shown}`),
    cost: joined(
      key
        ? text(
            '持有对应私钥的人不能再登录;文件中其他公钥不变。',
            'Whoever holds the private key can no longer log in; the other keys of the file stay.',
          )
        : text(
            '恶意程序不再由此重新启动;同一文件的其他内容一个字节也不变。',
            'The malware is no longer started from here; every other byte of the file stays as it is.',
          ),
      lockNote(path, ground, whole),
    ),
    undoing: whole
      ? text('从保险库原样放回文件,包括权限、属主与时间。', 'The file comes back from the vault as it was: mode, owner and times too.')
      : text('把文件恢复为改动前的内容,逐字节一致。', 'The file gets its former content back, byte for byte.'),
    before,
    detail: { kind, path, whole, ...stated(path, ground), entry: JSON.stringify(entry) },
  }
}

function stated(path: string, { host }: Ground): Detail {
  const stat = host.files.lstat(path)
  return isGap(stat) ? {} : { ino: stat.ino, dev: stat.dev, type: stat.type, nlink: stat.nlink, size: stat.size }
}

/** Paths that a disarm step takes away whole. */
export function wholePaths(drafts: readonly Draft[]): ReadonlySet<string> {
  return new Set(drafts.filter(d => d.detail['whole'] === true).map(d => String(d.detail['path'])))
}
