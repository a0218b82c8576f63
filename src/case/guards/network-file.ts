// Files on network and read-only file systems: other hosts use them, or they cannot be changed here.
import type { Mount } from '../../core/facts/system.ts'
import { changedPath, type Guard } from './guard.ts'

const network =
  /^(?:nfs4?|cifs|smb3?|smbfs|ncpfs|ceph|glusterfs|lustre|gpfs|afs|coda|9p|virtiofs|vboxsf|vmhgfs|ocfs2|gfs2?|beegfs\w*|orangefs|pvfs2|davfs|fuse|fuse\.(?!snapfuse|lxcfs|fuse-overlayfs|portal).+)$/

export const networkFile: Guard = {
  id: 'network-file',
  summary: { zh: '不改动网络或只读文件系统上的文件', en: 'files on network or read-only file systems are not changed' },
  refuse(step, { mounts }) {
    const path = changedPath(step)
    const mount = path === undefined ? undefined : mountOf(path, mounts)
    if (mount === undefined) return undefined
    if (network.test(mount.type))
      return {
        zh: `${path} 位于网络文件系统 ${mount.target}(${mount.type}),其他主机也在使用;请在文件服务器上处理。`,
        en: `${path} lies on the network file system ${mount.target} (${mount.type}) that other hosts use: clean it on the file server.`,
      }
    if (!/(?:^|,)ro(?:,|$)/.test(mount.options.split(',').slice(0, 1).join())) return undefined
    return {
      zh: `${path} 位于只读挂载 ${mount.target},在这里无法更改。`,
      en: `${path} lies on ${mount.target}, mounted read-only: it cannot be changed here.`,
    }
  },
}

/** The mount a path lies on: the longest target, the last of several. */
function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let best: Mount | undefined
  for (const mount of mounts) {
    const holds = mount.target === '/' || path === mount.target || path.startsWith(`${mount.target}/`)
    if (holds && mount.target.length >= (best?.target.length ?? 0)) best = mount
  }
  return best
}
