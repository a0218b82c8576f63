// A program lying in a hidden or odd place without running now.
import { type Detector, say } from '../core/detector.ts'
import type { FileFact } from '../core/facts/file.ts'
import { evidence, type Severity } from '../core/finding.ts'
import { nameTrick } from '../parse/names.ts'
import { pathInside } from '../parse/places.ts'
import { oddnessOf } from './program-place.ts'

/** Names like the sockets' directories of X11 that X11 does not make: ".X25-unix", ".ICEd-unix". */
const pretendsX11 = /\/\.(?!X11-|ICE-|font-|XIM-|Test-)[A-Za-z]{1,5}\d{0,4}[a-z]?-unix\//

export const hiddenExecutable: Detector = {
  id: 'hidden-executable',
  summary: { zh: '隐藏目录或异常位置中的可执行文件', en: 'an executable in a hidden directory or an odd place' },
  techniques: ['T1564.001', 'T1036.005'],
  references: ['man:hier(7)', 'https://attack.mitre.org/techniques/T1564/001/'],
  needs: ['files'],
  *detect({ files }) {
    for (const file of files) {
      if ((file.magic !== 'elf' && file.magic !== 'script') || file.roles.includes('running')) continue
      if (file.packaged === 'intact' || file.packaged === 'unverifiable' || file.containerLayer === 'image') continue
      const weight = weigh(file)
      if (weight === undefined) continue
      const kind = file.magic === 'elf' ? { zh: '二进制程序', en: 'a binary' } : { zh: '脚本', en: 'a script' }
      yield say(this, {
        title: { zh: `异常位置的${kind.zh}:${file.path}`, en: `${kind.en} in an odd place: ${file.path}` },
        about: [file.id],
        evidence: [evidence('file', file.path, describe(file), file.sha256)],
        severity: weight.severity,
        confidence: weight.confidence,
        class: 'provenance',
        signal: 'intrusion',
        why: {
          zh: '下载器把挖矿程序放进隐藏目录或数据目录;软件包和正常安装不会这样做。',
          en: 'Droppers put miners into hidden directories or among data, where packages and ordinary installations put no programs.',
        },
      })
    }
  },
}

function weigh({ path, magic, roles }: FileFact): { severity: Severity; confidence: number } | undefined {
  const inside = pathInside(path)
  const oddness = oddnessOf(path)
  const elf = magic === 'elf'
  if (oddness === undefined || oddness === 'build') return undefined
  const tricks = inside.split('/').some(part => part !== '' && nameTrick(part) !== undefined)
  if (tricks || pretendsX11.test(inside)) return { severity: 'medium', confidence: elf ? 0.55 : 0.45 }
  const started = roles.includes('autostart')
  if (oddness === 'memory' || oddness === 'temporary')
    return elf || started ? { severity: 'low', confidence: started ? 0.35 : 0.2 } : undefined
  if (oddness === 'concealed' && !/^\/(?:tmp|var\/tmp|home|root)\//.test(inside))
    return elf ? { severity: 'medium', confidence: 0.45 } : { severity: 'low', confidence: 0.25 }
  if (oddness === 'data') return elf ? { severity: 'medium', confidence: 0.4 } : undefined
  // Owners keep dot directories of their own in homes and /opt; a hidden binary below /usr that something starts again is not theirs.
  if (elf && started && /^\/usr\//.test(inside)) return { severity: 'medium', confidence: 0.45 }
  return { severity: 'low', confidence: elf ? 0.3 : 0.15 }
}

function describe({ magic, stat, elf, head }: FileFact): string {
  const first = head === undefined ? '' : ` · ${head.split('\n', 2).join(' ⏎ ').slice(0, 120)}`
  const shape =
    elf === undefined
      ? ''
      : ` · ${elf.machine}${elf.static ? ' static' : ''}${elf.stripped ? ' stripped' : ''} ${elf.packer ?? ''}`.trimEnd()
  return `${magic} · ${stat.size} bytes · uid ${stat.uid} · mode ${stat.mode.toString(8)}${shape}${first}`
}
