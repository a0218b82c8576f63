// Directories of the attacker's own: what lies in them goes into the vault piece by piece, then the empty directory goes.
import { bytesOf } from '../core/bytes.ts'
import { entity } from '../core/entity.ts'
import type { Finding } from '../core/finding.ts'
import { isGap } from '../core/gap.ts'
import { sha256 } from '../core/sha256.ts'
import { plantedFiles } from './accused.ts'
import { type Draft, type Ground, reasons, text } from './plan-draft.ts'
import { onHostDisk } from './plan-paths.ts'

const deepest = 6
const mostEntries = 100
/** Below these anyone may make a directory; elsewhere only a hidden name tells that it is nobody's but its maker's. */
const anyones = /^\/(?:tmp|var\/tmp|dev\/shm|dev|run)\/./
const usual =
  /\/(?:\.(?:X11|ICE|font|XIM|Test)-unix|\.(?:ssh|config|cache|local|gnupg|kube|aws|docker|npm|git)|systemd-private-[^/]*|snap-private-tmp|user|lock|shm|pts|mqueue)$|^\/(?:run|dev)\/[^./][^/]*$/

export interface OwnDirectory {
  readonly path: string
  readonly ino: number
  readonly findings: readonly Finding[]
  /** Files and symlinks straight in it, and directories in it: it goes when all of them go. */
  readonly files: readonly string[]
  readonly directories: readonly string[]
}

/** Accused directories with all below them, each before what it stands in. */
export function accusedDirectories(ground: Ground): readonly OwnDirectory[] {
  return [...plantedFiles(ground.accused)].flatMap(([given, findings]) => {
    const path = onHostDisk(given, ground.facts, ground.host)
    return isOwn(path) ? (below(path, findings, ground, 0) ?? []) : []
  })
}

/** Directories that hold nothing but what is taken away: `taken` are the paths of those files. */
export function emptiedDirectories(taken: ReadonlyMap<string, readonly Finding[]>, ground: Ground): readonly OwnDirectory[] {
  const parents = new Map([...taken].map(([path, findings]) => [path.slice(0, path.lastIndexOf('/')), findings]))
  return [...parents].flatMap(([path, findings]) => {
    const found = isOwn(path) ? (below(path, findings, ground, 0) ?? []) : []
    return found.every(({ files }) => files.every(file => taken.has(file))) ? found : []
  })
}

/** Steps for those whose every file is taken away by another step. */
export function directoryDrafts(directories: readonly OwnDirectory[], taken: ReadonlySet<string>, ground: Ground): readonly Draft[] {
  const gone = new Set<string>()
  return directories.flatMap(({ path, ino, findings, files, directories: inner }) => {
    if (gone.has(path) || !files.every(file => taken.has(file)) || !inner.every(one => gone.has(one))) return []
    gone.add(path)
    return [
      {
        stage: 'vault',
        action: 'remove-directory',
        target: entity('file', path),
        because: reasons(findings, ground),
        risk: 'destructive',
        reversible: true,
        title: text(`删除已清空的目录 ${path}`, `take the emptied directory ${path} away`),
        cost: text(
          '目录中没有其他文件;若此时又出现文件,目录会保留。',
          'Nothing else is in it; should anything appear in it by then, it stays.',
        ),
        undoing: text('原样重建目录,包括权限、属主与时间。', 'It is made again as it was: mode, owner and times too.'),
        before: sha256(bytesOf(`${path} ${ino}`)),
        detail: { path, ino },
      },
    ]
  })
}

function isOwn(path: string): boolean {
  const isHidden = path.slice(path.lastIndexOf('/') + 1).startsWith('.')
  return (anyones.test(path) || isHidden) && !usual.test(path)
}

/** The directory and those in it, the innermost first; undefined when it is none, or holds what cannot be taken. */
function below(path: string, findings: readonly Finding[], ground: Ground, depth: number): readonly OwnDirectory[] | undefined {
  const { files: view } = ground.host
  const stat = view.lstat(path)
  const entries = isGap(stat) || stat.type !== 'directory' || depth > deepest ? undefined : view.list(path, mostEntries + 1)
  if (isGap(stat) || entries === undefined || isGap(entries) || entries.length > mostEntries) return undefined
  const inside: OwnDirectory[] = []
  const files: string[] = []
  const directories: string[] = []
  for (const { name, type } of entries) {
    const at = `${path}/${name}`
    if (type === 'file' || type === 'symlink') files.push(at)
    else if (type === 'directory') {
      const inner = below(at, findings, ground, depth + 1)
      if (inner === undefined) return undefined
      inside.push(...inner)
      directories.push(at)
    } else return undefined
  }
  return [...inside, { path, ino: stat.ino, findings, files, directories }]
}
