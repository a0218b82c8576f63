// Puts a packaged file back as its package made it, out of the package manager's own archive on this host.
import type { Action } from '../core/action.ts'
import { textOf } from '../core/bytes.ts'
import type { FileState } from '../core/control.ts'
import { applyChanges, captured, changesAsUndo, undoChanges } from '../core/file-change.ts'
import { gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Step } from '../core/plan.ts'
import { realPath } from '../core/real-path.ts'
import type { Text } from '../core/text.ts'
import { fileInPackage } from '../parse/archives/package-file.ts'
import type { PackedFile } from '../parse/archives/packed-file.ts'
import { hasChecksum, sha256 } from '../parse/checksum.ts'
import { parseGroup } from '../parse/files/group.ts'
import { parsePasswd } from '../parse/files/passwd.ts'

const largestArchive = 128 << 20
const largestList = 4 << 20
const lists = '/var/lib/apt/lists'
const listPiece = 4 << 20

interface Planned {
  readonly path: string
  readonly archive: string
  readonly checksum: string
}

/**
 * Detail: `path`, `archive`, `checksum` as the package database records it. `before`: sha256 of what stands at `path`, '' when nothing does.
 * Mode, owner and times are the package's; of attributes only the SELinux label of what stands there is kept. The undo's `proof` tells by
 * what the content was proven.
 */
export const reinstallFile: Action = {
  id: 'reinstall-file',
  summary: { zh: '用本机软件包缓存恢复被替换的文件', en: 'put a replaced file back from the package cache of this host' },
  techniques: ['T1554', 'T1562.001'],
  references: ['man:deb(5)', 'man:apt-get(8)', 'https://d3fend.mitre.org/technique/d3f:RestoreFile/'],
  counters: ['D3-RF'],
  stage: 'recover',
  prepare(step, scene) {
    const planned = plannedIn(step)
    if (planned === undefined) return gap(step.id, 'malformed', 'the plan does not tell which command')
    const { archive, checksum } = planned
    const path = realPath(scene.host.files, planned.path, 'keep')
    if (isGap(path)) return path
    const there = captured(scene, path)
    if (isGap(there)) return there
    if (there !== undefined && there.state.link === undefined && hasChecksum(there.bytes, checksum))
      return gap(path, 'absent', 'is what the package recorded already')
    if ((there?.state.sha256 ?? '') !== step.before) return gap(path, 'tampered', 'changed since the plan was made')
    const content = scene.host.files.read(archive, largestArchive)
    if (isGap(content)) return content
    if (!content.whole) return gap(archive, 'capped', 'larger than 128 MiB')
    const packed = fileInPackage(content.bytes, planned.path)
    if (packed === undefined || !hasChecksum(packed.content, checksum))
      return gap(archive, 'tampered', 'does not hold what the package recorded')
    if (there !== undefined) scene.vault.keep(there.bytes)
    const will = stateOf(path, packed, scene.vault.keep(packed.content), there?.state, scene.host)
    return { ...changesAsUndo([{ path, was: there?.state, will }]), proof: proofOf(archive, sha256(content.bytes), scene.host) }
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const planned = plannedIn(step)
    if (planned === undefined) return gap(step.id, 'malformed', 'the plan does not tell which command')
    const there = captured(scene, planned.path)
    if (isGap(there)) return there
    if (there === undefined) return gap(planned.path, 'absent', 'the file is missing')
    return hasChecksum(there.bytes, planned.checksum) ? undefined : gap(planned.path, 'tampered', 'is not what the package recorded')
  },
}

function plannedIn({ detail }: Step): Planned | undefined {
  const { path, archive, checksum } = detail
  return typeof path === 'string' && typeof archive === 'string' && typeof checksum === 'string' ? { path, archive, checksum } : undefined
}

function stateOf(path: string, packed: PackedFile, content: string, there: FileState | undefined, { files }: HostView): FileState {
  const bytesAt = (list: string): Uint8Array => {
    const found = files.read(list, largestList)
    return isGap(found) ? new Uint8Array() : found.bytes
  }
  const override = overrideOf(path, textOf(bytesAt('/var/lib/dpkg/statoverride')))
  const user = override?.user ?? packed.user
  const group = override?.group ?? packed.group
  const mtime = `${packed.mtime}000000000`
  const label = there?.link === undefined ? there?.xattrs['security.selinux'] : undefined
  return {
    path,
    mode: override?.mode ?? packed.mode,
    uid: [...parsePasswd(bytesAt('/etc/passwd'))].find(u => u.name === user)?.uid ?? packed.uid,
    gid: [...parseGroup(bytesAt('/etc/group'))].find(g => g.name === group)?.gid ?? packed.gid,
    atime: mtime,
    mtime,
    // Other names of the inode stay names of it: its content is changed in place.
    nlink: there?.nlink ?? 1,
    dev: there?.dev ?? '',
    ino: there?.ino ?? 0,
    size: packed.content.length,
    sha256: content,
    immutable: false,
    appendOnly: false,
    xattrs: label === undefined ? {} : { 'security.selinux': label },
  }
}

/** What the administrator set instead of the package's owner and mode, "user group mode path" a line (dpkg-statoverride(1)). */
function overrideOf(path: string, list: string): { readonly user: string; readonly group: string; readonly mode: number } | undefined {
  for (const line of list.split('\n')) {
    const [, user = '', group = '', mode = '', of] = /^(\S+) (\S+) ([0-7]{3,4}) (\/.*)$/.exec(line) ?? []
    if (of === path || `/usr${of}` === path) return { user, group, mode: Number.parseInt(mode, 8) }
  }
  return undefined
}

/** The archive's own digest stands in a package list of apt, or only the file's checksum in the package database speaks for it. */
function proofOf(archive: string, digest: string, host: HostView): Text {
  const list = archive.endsWith('.deb') ? listNaming(digest, host) : undefined
  return list === undefined
    ? {
        zh: `${archive}:文件校验值与软件包数据库一致;没有软件包列表可核对归档本身`,
        en: `${archive}: the file has the checksum of the package database; no package list vouches for the archive itself`,
      }
    : {
        zh: `${archive}:归档的 SHA-256 与 ${list} 一致,文件校验值与软件包数据库一致`,
        en: `${archive}: its SHA-256 stands in ${list}, and the file has the checksum of the package database`,
      }
}

/** Which of apt's lists names an archive of this SHA-256. */
function listNaming(digest: string, { files }: HostView): string | undefined {
  const entries = files.list(lists)
  const names = isGap(entries) ? [] : entries.filter(e => e.type === 'file' && e.name.endsWith('_Packages')).map(e => e.name)
  const wanted = `SHA256: ${digest}\n`
  return names.find(name => {
    for (let at = 0; ; at += listPiece - wanted.length) {
      const piece = files.readAt(`${lists}/${name}`, at, listPiece)
      if (isGap(piece) || piece.length === 0) return false
      if (textOf(piece).includes(wanted)) return true
      if (piece.length < listPiece) return false
    }
  })
}
