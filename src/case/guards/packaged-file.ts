// Files that packages brought and whose checksum is right are not the malware.
import { fileAt, type Guard, removedPath, spellings } from './guard.ts'

export const packagedFile: Guard = {
  id: 'packaged-file',
  summary: { zh: '不移走校验一致的软件包文件', en: 'package files with the right checksum are not taken away' },
  refuse(step, facts) {
    const path = removedPath(step)
    if (path === undefined) return undefined
    const names = spellings(path)
    const verified = facts.verifications.find(v => names.includes(v.path))
    const file = fileAt(path, facts)
    const owner = verified?.package ?? file?.package ?? ''
    const state = verified?.result ?? file?.packaged ?? (file?.package === undefined ? undefined : 'unverifiable')
    if (state === 'intact')
      return {
        zh: `${path} 属于软件包 ${owner} 且校验一致,不是恶意文件本身。`,
        en: `${path} belongs to package ${owner} and its checksum is right: it is not the malware.`,
      }
    if (state === undefined || state === 'unowned' || state === 'missing') return undefined
    return {
      zh: `${path} 属于软件包 ${owner},移走会使系统缺少它;请重新安装该软件包。`,
      en: `${path} belongs to package ${owner}, and the system would lack it: reinstall the package instead.`,
    }
  },
}
