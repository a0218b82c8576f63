// A system tool moved or copied to another name: its content is known by checksum, whatever it is called now.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'
import { some } from '../core/some.ts'

export const renamedTool: Detector = {
  id: 'renamed-tool',
  summary: { zh: '系统工具被改名或另存为其他名字', en: 'a system tool was renamed or copied to another name' },
  techniques: ['T1036.003'],
  references: ['https://attack.mitre.org/techniques/T1036/003/'],
  needs: ['verifications'],
  *detect({ verifications }) {
    for (const { path, file, result, sameContentAt = [], package: owner } of verifications) {
      if (result === 'modified' || sameContentAt.length === 0) continue
      const gone = result === 'missing'
      const names = sameContentAt.join(', ')
      yield say(this, {
        title: gone
          ? { zh: `${path} 不见了,其内容改名为 ${names}`, en: `${path} is gone; its content now lies in ${names}` }
          : { zh: `${names} 是 ${path} 的副本`, en: `${names} is a copy of ${path}` },
        about: [entity('file', sameContentAt[0] ?? path), file],
        evidence: some(sameContentAt.map(copy => evidence('file', copy, `the checksum that ${owner} recorded for ${path}`)))!,
        severity: gone ? 'medium' : 'low',
        confidence: gone ? 0.5 : 0.2,
        class: 'tampering',
        signal: 'intrusion',
        why: {
          zh: '挖矿脚本常把 wget、curl、chattr、ps 等改名,供自己使用而使管理员和对手无法使用。',
          en: 'Mining scripts rename wget, curl, chattr or ps: they go on using them while the owner and rival malware cannot.',
        },
      })
    }
  },
}
