// File capabilities that amount to root, on a program that should not have them.
import { type Detector, say } from '../core/detector.ts'
import type { FileFact } from '../core/facts/file.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'
import { isInterpreter, isShell } from './program-place.ts'

/** Capabilities from which full root is one step (capabilities(7)). */
const asGoodAsRoot =
  /cap_(?:setuid|setgid|sys_admin|sys_ptrace|sys_module|sys_rawio|dac_override|dac_read_search|chown|fowner|setfcap|bpf|mac_admin|linux_immutable)\b/
/** Tools with which a file capability reads, writes or starts anything. */
const tools = /\/(?:tar|cp|mv|find|vim?|nano|less|gdb|dd|xxd|rsync|zip|openssl|env|tee)$/

export const fileCapabilitiesOdd: Detector = {
  id: 'file-capabilities-odd',
  summary: { zh: '程序带有等同 root 的文件能力(capabilities)', en: 'a program carries file capabilities as good as root' },
  techniques: ['T1548'],
  references: ['man:capabilities(7)', 'man:setcap(8)'],
  needs: ['files'],
  *detect({ files }) {
    for (const file of files) {
      if (file.capabilities === undefined || !asGoodAsRoot.test(file.capabilities) || file.containerLayer === 'image') continue
      const weight = weigh(file)
      if (weight === undefined) continue
      yield say(this, {
        title: { zh: `${file.path} 带有文件能力 ${file.capabilities}`, en: `${file.path} carries ${file.capabilities}` },
        about: [file.id],
        evidence: [evidence('file', file.path, `getcap: ${file.capabilities} · ${file.package ?? 'no package'}`, file.sha256)],
        ...weight,
        class: 'access',
        signal: 'intrusion',
        why: {
          zh: '带有这些能力的解释器或陌生程序让任何用户都能取得 root,且比 SUID 更不显眼。',
          en: 'On an interpreter or an unknown program these capabilities give root to any user, less visibly than a set-uid bit.',
        },
      })
    }
  },
}

function weigh({ path, packaged }: FileFact): { severity: Severity; confidence: number } | undefined {
  if (isInterpreter(path) || isShell(path) || tools.test(path)) return { severity: 'medium', confidence: 0.5 }
  if (packaged === 'intact' || packaged === 'unverifiable' || packaged === undefined) return undefined
  if (isOddPlaceForProgram(path)) return { severity: 'medium', confidence: 0.5 }
  return { severity: 'low', confidence: 0.2 }
}
