// Steps about files: what was brought in goes to the vault, packaged commands come back.
import { entity } from '../core/entity.ts'
import type { Finding } from '../core/finding.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { HostView, Stat } from '../core/host.ts'
import type { Detail, Refusal } from '../core/plan.ts'
import { isGrave, plantedFiles } from './accused.ts'
import { type Draft, type Ground, joined, lockNote, reasons, text } from './plan-draft.ts'
import { linkDigest, onHostDisk } from './plan-paths.ts'
import type { Program } from './plan-programs.ts'
import { unreadable } from './plan-refusals.ts'

/** Files that every program must be able to read are edited by entries and lines, never vaulted: no refusal need be told of them. */
const editedElsewhere =
  /^\/etc\/(?:hosts|hosts\.(?:allow|deny)|ld\.so\.preload|sudoers|sudoers\.d\/[^/]+|passwd|shadow|group|resolv\.conf|crontab|profile|environment|ssh\/sshd_config)$|\/authorized_keys2?$|^\/var\/spool\/cron\//

/** Accused files and programs of suspects, each once; what a disarm step takes away already is left out. */
export function vaultDrafts(
  ground: Ground,
  elsewhere: ReadonlySet<string>,
  programs: ReadonlyMap<string, Program> = new Map(),
): { readonly drafts: readonly Draft[]; readonly refused: readonly Refusal[] } {
  const drafts = new Map<string, Draft>()
  const refused: Refusal[] = []
  const planted = plantedFiles(ground.accused)
  const ofProcesses = [...programs].map(([path, { findings }]) => [path, findings] as const)
  const returning = new Set(recoverDrafts(ground).map(d => d.detail['from']))
  for (const [given, findings] of [...planted, ...ofProcesses, ...logsLedAway(ground)]) {
    const path = onHostDisk(given, ground.facts, ground.host)
    if (returning.has(path) || elsewhere.has(path) || drafts.has(path) || editedElsewhere.test(path)) continue
    const stat = ground.host.files.lstat(path)
    const sha256 = isGap(stat) ? stat : digestOf(path, stat, ground.host)
    if (isGap(stat) || isGap(sha256)) {
      const cause = isGap(stat) ? stat : (sha256 as Gap)
      if (cause.why !== 'absent') refused.push(unreadable(entity('file', given), path, cause))
      continue
    }
    drafts.set(path, vaultDraft(given, path, stat, sha256, findings, ground))
  }
  return { drafts: [...drafts.values()], refused }
}

function linkOf(path: string, { type }: Stat, { host: { files } }: Ground): Detail {
  const link = type === 'symlink' ? files.readlink(path) : undefined
  return link === undefined || isGap(link) ? {} : { link }
}

/** Histories and logs that lead to /dev/null: without the link they are written again. */
function* logsLedAway({ facts, incident }: Ground): Generator<readonly [path: string, findings: readonly Finding[]]> {
  for (const { path, oddities } of facts.logFiles) {
    const findings = incident.findings.filter(f => f.about[0] === entity('file', path) && isGrave(f, incident))
    if (oddities.includes('symlink to /dev/null') && findings.length > 0) yield [path, findings]
  }
}

function digestOf(path: string, { type }: Stat, { files }: HostView): string | Gap {
  if (type === 'file') return files.digest(path, 'sha256')
  if (type !== 'symlink') return ''
  const target = files.readlink(path)
  return isGap(target) ? target : linkDigest(target)
}

function vaultDraft(given: string, path: string, stat: Stat, sha256: string, findings: readonly Finding[], ground: Ground): Draft {
  return {
    stage: 'vault',
    action: 'vault-file',
    target: entity('file', given),
    because: reasons(findings, ground),
    risk: 'destructive',
    reversible: true,
    title:
      stat.type === 'symlink'
        ? text(`把符号链接 ${path} 本身移入保险库(不动其指向)`, `take the symlink ${path} itself into the vault, not what it leads to`)
        : text(`把 ${path} 移入保险库`, `take ${path} into the vault`),
    cost: joined(
      text(
        '文件不再位于原处,任何程序都无法再运行它;内容作为证据保留。',
        'The file is no longer in its place and nothing can run it; its content is kept as evidence.',
      ),
      lockNote(path, ground, true),
    ),
    undoing: text(
      '从保险库原样放回,包括权限、属主、时间与扩展属性。',
      'It comes back from the vault as it was: mode, owner, times and extended attributes too.',
    ),
    before: sha256,
    detail: {
      path,
      sha256,
      ino: stat.ino,
      dev: stat.dev,
      type: stat.type,
      nlink: stat.nlink,
      size: stat.size,
      ...linkOf(path, stat, ground),
    },
  }
}

/** Packaged commands that were renamed, replaced or made unusable. */
export function recoverDrafts(ground: Ground): readonly Draft[] {
  return ground.facts.verifications.flatMap((v): readonly Draft[] => {
    const findings = ground.incident.findings.filter(f => f.about.includes(v.file) && f.signal !== 'context')
    if (findings.length === 0) return []
    const [from] = v.sameContentAt ?? []
    const common = { stage: 'recover', target: v.file, because: reasons(findings, ground), risk: 'safe', reversible: true } as const
    if (v.result !== 'intact' && from !== undefined && v.expected !== '') {
      const now = ground.host.files.lstat(v.path)
      const before = isGap(now) ? '' : digestOf(v.path, now, ground.host)
      if (isGap(before)) return []
      const detail = { path: v.path, from, checksum: v.expected }
      return [
        {
          ...common,
          action: 'restore-command',
          title: text(`用 ${from} 恢复系统命令 ${v.path}`, `bring ${v.path} back from ${from}`),
          cost: text(
            '内容与软件包记录的校验值一致;现有的冒名文件会被替换并存入保险库。',
            'Its content has the checksum of the package; what stands in its place is replaced and kept in the vault.',
          ),
          undoing: text('恢复为替换前的状态。', 'What stood there before comes back.'),
          before,
          detail,
        },
      ]
    }
    if (v.result !== 'intact' && v.archive !== undefined) {
      const now = ground.host.files.lstat(v.path)
      const before = isGap(now) ? '' : digestOf(v.path, now, ground.host)
      if (isGap(before)) return []
      return [
        {
          ...common,
          action: 'reinstall-file',
          title: text(`用软件包缓存 ${v.archive} 恢复 ${v.path}`, `put ${v.path} back from the cached package ${v.archive}`),
          cost: text(
            '内容、权限与属主恢复为软件包所带的;被替换的文件存入保险库。已运行的程序要重启后才会用上它。',
            'Content, mode and owner become those of the package; what is replaced goes to the vault. Programs that run already use it after a restart.',
          ),
          undoing: text('恢复为替换前的状态。', 'What stood there before comes back.'),
          before,
          detail: { path: v.path, archive: v.archive, checksum: v.expected },
        },
      ]
    }
    if (v.result !== 'intact' || v.mode === undefined || (v.mode & 0o111) !== 0) return []
    const before = ground.host.files.digest(v.path, 'sha256')
    if (isGap(before)) return []
    const mode = (v.mode | ((v.mode & 0o444) >> 2)) & 0o7777
    return [
      {
        ...common,
        action: 'make-executable',
        title: text(`恢复 ${v.path} 的执行权限`, `make ${v.path} executable again`),
        cost: text('命令恢复可用;内容与软件包一致,未被改动。', 'The command works again; its content is that of the package.'),
        undoing: text('恢复为原来的权限位。', 'Its permission bits become what they were.'),
        before,
        detail: { path: v.path, mode: mode === (v.mode & 0o7777) ? 0o755 : mode },
      },
    ]
  })
}
