// A binfmt_misc interpreter in an odd place: the kernel starts it whenever a file of that form is run.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { evidence } from '../core/finding.ts'
import { isOddPlaceForProgram } from '../parse/places.ts'

const ordinary =
  /^\/(?:usr|bin|sbin|lib|lib64|opt|snap|nix|gnu|run\/binfmt|run\/rosetta|media\/rosetta|mnt\/lima-rosetta|kaniko)\/|^\/init$/

export const binfmtInterpreter: Detector = {
  id: 'binfmt-interpreter',
  summary: { zh: 'binfmt_misc 解释器位于异常位置', en: 'a binfmt_misc interpreter lies in an odd place' },
  techniques: ['T1546'],
  references: ['https://docs.kernel.org/admin-guide/binfmt-misc.html'],
  needs: ['binaryFormats'],
  *detect({ binaryFormats }) {
    for (const { name, interpreter, text } of binaryFormats) {
      const odd = isOddPlaceForProgram(interpreter)
      if (!odd && ordinary.test(interpreter)) continue
      yield say(this, {
        title: { zh: `二进制格式 ${name} 由 ${interpreter} 解释执行`, en: `files of the form ${name} are run by ${interpreter}` },
        about: [entity('file', interpreter)],
        evidence: [evidence('proc', `/proc/sys/fs/binfmt_misc/${name}`, text)],
        severity: odd ? 'high' : 'low',
        confidence: odd ? 0.7 : 0.2,
        class: 'persistence',
        signal: 'intrusion',
        why: {
          zh: '注册到 binfmt_misc 的解释器会在执行对应格式文件时由内核自动启动,带“C”标志时还继承 set-uid 权限,可用于隐蔽驻留与提权。',
          en: 'The kernel starts a registered interpreter for every file of its form, with set-uid rights under flag C: quiet persistence.',
        },
      })
    }
  },
}
