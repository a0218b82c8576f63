// Only a plain absolute path below the root, never a device, a kernel view or a way out of a container.
import type { Facts } from '../../core/facts.ts'
import { changedPath, type Guard, spellings } from './guard.ts'

const kernelView = /^\/(?:proc|sys|dev)(?:\/|$)/
/** Straight in /dev or in a hidden directory of it, malware hides as a plain file; shared memory is ordinary storage. */
const storage = /^\/dev\/shm\/.|^\/dev\/[^/]+$|^\/dev\/\.[^/]+\/./

export const plainPath: Guard = {
  id: 'plain-path',
  summary: { zh: '只处理根目录之内的普通路径', en: 'only plain paths below the root' },
  refuse(step, facts) {
    const path = changedPath(step)
    if (path === undefined) return undefined
    const parts = path.split('/')
    const odd =
      !path.startsWith('/') || path === '/' || path.includes('\0') || parts.slice(1).some(p => p === '' || p === '.' || p === '..')
    const view = kernelView.test(path) && !(storage.test(path) && isOfAFile(path, step.detail['type'], facts))
    if (/^\/proc\/\d+\/root\//.test(path) && !odd)
      return {
        zh: `${path} 只能经由另一个根目录(容器或 chroot)到达,在宿主机磁盘上找不到它;请在容器内处理,或用干净镜像重建容器。`,
        en: `${path} is reached only through another root (a container or chroot) and was not found on the host's own disk: clean it inside, or build the container anew.`,
      }
    if (!odd && !view) return undefined
    return {
      zh: `${JSON.stringify(path)} 不是根目录之内的普通文件路径。`,
      en: `${JSON.stringify(path)} is no plain path of a file below the root.`,
    }
  },
}

function isOfAFile(path: string, type: unknown, { files }: Facts): boolean {
  const seen = files.find(f => spellings(path).includes(f.path))?.stat.type ?? type
  return seen === 'file' || seen === 'symlink'
}
