// Only a plain absolute path below the root, never a device, a kernel view or a way out of a container.
import { changedPath, type Guard, spellings } from './guard.ts'

const kernelView = /^\/(?:proc|sys|dev)(?:\/|$)/
const allowedView = /^\/dev\/shm\/.|^\/proc\/\d+\/root\/(?!proc\/|sys\/|dev\/(?!shm\/)).|^\/dev\/[^/]+$|^\/dev\/\.[^/]+\/./

export const plainPath: Guard = {
  id: 'plain-path',
  summary: { zh: '只处理根目录之内的普通路径', en: 'only plain paths below the root' },
  refuse(step, facts) {
    const path = changedPath(step)
    if (path === undefined) return undefined
    const parts = path.split('/')
    const odd =
      !path.startsWith('/') || path === '/' || path.includes('\0') || parts.slice(1).some(p => p === '' || p === '.' || p === '..')
    const view = kernelView.test(path) && !(allowedView.test(path) && isOfAFile(path, step.detail['ino'], facts))
    if (!odd && !view) return undefined
    return {
      zh: `${JSON.stringify(path)} 不是根目录之内的普通文件路径。`,
      en: `${JSON.stringify(path)} is no plain path of a file below the root.`,
    }
  },
}

/** What lies in /dev or in another root was seen as a file there. */
function isOfAFile(path: string, ino: unknown, { files, processes }: Parameters<Guard['refuse']>[1]): boolean {
  const pid = /^\/proc\/(\d+)\//.exec(path)?.[1]
  if (pid !== undefined) return processes.some(p => p.pid === Number(pid))
  return (
    typeof ino === 'number' || files.some(f => spellings(path).includes(f.path) && (f.stat.type === 'file' || f.stat.type === 'symlink'))
  )
}
