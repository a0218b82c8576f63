// A file name made to be overlooked or mistaken: only dots, blanks at the end, characters that show nothing.
import { type Detector, say } from '../core/detector.ts'
import type { FileFact } from '../core/facts/file.ts'
import { evidence, type Severity } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { type NameTrick, nameTrick } from '../parse/names.ts'
import { isTempPlace, pathInside } from '../parse/places.ts'

const words: Readonly<Record<NameTrick, Text>> = {
  blank: { zh: '首尾或全部为空白', en: 'blanks at an end, or nothing else' },
  dots: { zh: '只由点和空白组成', en: 'only dots and blanks' },
  control: { zh: '含控制字符', en: 'control characters' },
  invisible: { zh: '含不可见或改变书写方向的字符', en: 'characters that show nothing or turn the writing around' },
  'not UTF-8': { zh: '不是有效的 UTF-8', en: 'no valid UTF-8' },
}
const system = /^\/(?:[^/]*$|(?:usr|etc|bin|sbin|lib|lib32|lib64|boot|dev|run|opt|var)\/)/

export const nameTrickDetector: Detector = {
  id: 'name-trick',
  summary: { zh: '系统目录或临时目录中用于障眼的文件名', en: 'a file name made to deceive, in a system or temporary directory' },
  techniques: ['T1036.006', 'T1036.002', 'T1564.001'],
  references: ['https://attack.mitre.org/techniques/T1036/006/', 'https://attack.mitre.org/techniques/T1036/002/'],
  needs: ['files'],
  *detect({ files }) {
    for (const file of files) {
      const inside = pathInside(file.path)
      const name = inside.slice(inside.lastIndexOf('/') + 1)
      const trick = nameTrick(name)
      if (trick === undefined || file.containerLayer === 'image' || file.packaged === 'intact') continue
      const place = { zh: words[trick].zh, en: words[trick].en }
      yield say(this, {
        title: {
          zh: `障眼的名字 ${JSON.stringify(file.path)}(${place.zh})`,
          en: `a name made to deceive: ${JSON.stringify(file.path)} (${place.en})`,
        },
        about: [file.id],
        evidence: [evidence('file', file.path, `${JSON.stringify(name)} · ${file.stat.type} · uid ${file.stat.uid}`)],
        ...weigh(trick, inside, file),
        class: 'concealment',
        signal: 'intrusion',
        why: {
          zh: '“...”“nologin ”(带尾随空格)之类的名字在 ls 的输出中看不出来,或看上去像另一个文件。',
          en: 'Names such as "..." or "nologin " (with a trailing blank) are not noticed in the output of ls, or look like another file.',
        },
      })
    }
  },
}

function weigh(trick: NameTrick, inside: string, { magic, stat }: FileFact): { severity: Severity; confidence: number } {
  const temp = isTempPlace(inside)
  const runs = magic === 'elf' || magic === 'script' || stat.type === 'directory'
  if ((trick === 'dots' || trick === 'blank') && (temp || system.test(inside)) && runs) return { severity: 'medium', confidence: 0.5 }
  if (system.test(inside) && !temp && runs) return { severity: 'medium', confidence: 0.45 }
  return { severity: 'low', confidence: 0.2 }
}
