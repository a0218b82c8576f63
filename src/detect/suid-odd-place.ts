// A set-uid or set-gid program that no package brought: a door back to root.
import { type Detector, say } from '../core/detector.ts'
import type { FileFact } from '../core/facts/file.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { isOddPlaceForProgram, pathInside } from '../parse/places.ts'

/** Guest additions and sandboxes that their makers' own installers put into system directories. */
const ordinary = /\/(?:vmware-[^/]+|mount\.vm[^/]+|mount\.vboxsf|VBox[^/]*|chrome-sandbox|bwrap|nvidia-modprobe)$/

export const suidOddPlace: Detector = {
  id: 'suid-odd-place',
  summary: { zh: '来历不明的 SUID/SGID 程序', en: 'a set-uid or set-gid program of unknown origin' },
  techniques: ['T1548.001'],
  references: ['https://attack.mitre.org/techniques/T1548/001/', 'man:execve(2)'],
  needs: ['files'],
  *detect({ files, verifications }) {
    const copies = new Map(verifications.flatMap(v => (v.sameContentAt ?? []).map((copy): [string, string] => [copy, v.path])))
    for (const file of files) {
      const { stat, path, packaged } = file
      if (stat.type !== 'file' || (stat.mode & 0o6000) === 0 || (stat.mode & 0o111) === 0 || packaged === 'intact') continue
      if (file.containerLayer === 'image') continue
      const weight = weigh(file, copies.get(path))
      if (weight === undefined) continue
      const bit = (stat.mode & 0o4000) !== 0 ? 'SUID' : 'SGID'
      const copied = copies.get(path)
      yield say(this, {
        title: { zh: `来历不明的 ${bit} 程序 ${path}`, en: `${bit} program of unknown origin: ${path}` },
        about: [file.id],
        evidence: [
          evidence(
            'file',
            path,
            `mode ${stat.mode.toString(8)} · uid ${stat.uid} · gid ${stat.gid}${copied === undefined ? '' : ` · a copy of ${copied}`}`,
            file.sha256,
          ),
        ],
        ...weight,
        class: 'access',
        signal: 'intrusion',
        why: {
          zh: '任何用户运行它都会得到文件属主的权限;入侵者留下 SUID 的 shell 以便随时重获 root。',
          en: 'Whoever runs it gets the rights of its owner; intruders leave a set-uid shell to become root again at will.',
        },
      })
    }
  },
}

function weigh(
  { path, stat, packaged, magic }: FileFact,
  copied: string | undefined,
): { severity: Severity; confidence: number } | undefined {
  if (magic !== 'elf' && magic !== 'unread') return undefined
  const rootSuid = (stat.mode & 0o4000) !== 0 && stat.uid === 0
  if (rootSuid && copied !== undefined && /\/(?:ba|da|a|z|k)?sh$|\/(?:busybox|find|cp|awk)$/.test(copied))
    return { severity: 'high', confidence: 0.85 }
  if (isOddPlaceForProgram(path)) return rootSuid ? { severity: 'high', confidence: 0.7 } : { severity: 'low', confidence: 0.25 }
  if (ordinary.test(path)) return undefined
  if (packaged === 'unowned' && /^\/(?:usr\/)?(?:s?bin|lib(?:32|64)?)\//.test(pathInside(path)))
    return rootSuid ? { severity: 'medium', confidence: 0.45 } : { severity: 'low', confidence: 0.2 }
  return packaged === 'unowned' && rootSuid ? { severity: 'low', confidence: 0.15 } : undefined
}
