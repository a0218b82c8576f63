// A packed ELF program where packers have no business.
import { type Detector, say } from '../core/detector.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { oddnessOf } from './program-place.ts'

export const packedExecutable: Detector = {
  id: 'packed-executable',
  summary: { zh: '加壳(UPX 等)的程序', en: 'a packed program (UPX and its kin)' },
  techniques: ['T1027.002'],
  references: ['https://attack.mitre.org/techniques/T1027/002/', 'https://upx.github.io/'],
  needs: ['files'],
  *detect({ files }) {
    for (const file of files) {
      const packer = file.elf?.packer
      if (packer === undefined || file.packaged === 'intact' || file.containerLayer === 'image') continue
      const { severity, confidence } = weigh(packer, file.path)
      yield say(this, {
        title: { zh: `加壳程序 ${file.path}(${packer})`, en: `packed program ${file.path} (${packer})` },
        about: [file.id],
        evidence: [evidence('file', file.path, `${packer} · ${file.elf?.machine} · ${file.stat.size} bytes`, file.sha256)],
        severity,
        confidence,
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '挖矿程序多用 UPX 加壳以躲避特征扫描;抹掉 UPX 标记是为了让 upx -d 无法脱壳。',
          en: 'Miners are mostly packed with UPX to escape signatures; its marks are rubbed out so that upx -d refuses to unpack them.',
        },
        whyNot:
          severity === 'low'
            ? { zh: '一些正常工具也用 UPX 减小体积。', en: 'Some honest tools are packed with UPX to save space.' }
            : undefined,
      })
    }
  },
}

function weigh(packer: string, path: string): { severity: Severity; confidence: number } {
  const oddness = oddnessOf(path)
  const odd = oddness !== undefined && oddness !== 'build'
  if (packer === 'UPX (altered)') return { severity: 'medium', confidence: odd ? 0.65 : 0.5 }
  if (odd) return { severity: 'medium', confidence: 0.5 }
  return { severity: 'low', confidence: 0.2 }
}
