// An interpreter that runs a deleted script, or long encoded code from its command line.
import { type Detector, say } from '../core/detector.ts'
import type { Process } from '../core/facts/process.ts'
import { type Evidence, evidence, type Severity } from '../core/finding.ts'
import type { Text } from '../core/text.ts'
import { argvEvidence, isProgram, labelOf } from './process-words.ts'
import { isInterpreter, isPackagedPlace, isShell, oddnessOf } from './program-place.ts'

const codeOption = /^-(?:[a-z]*[ceEr])$/
const leastCode = 200
const decodes = /base64|b64decode|decode\(|fromhex|unhexlify|xxd\s+-r|openssl\s+enc|gunzip|zlib|pack\s*\(|unpack\s*\(/i
const executes = /\bexec\b|\beval\b|\|\s*(?:ba|da|z)?sh\b|os\.system|subprocess|popen|\bsystem\s*\(/i
const blob = /[A-Za-z0-9+/=]{200}/
/** Tools that ship code to the far side this way: pip and setuptools, multiprocessing, mitogen, sshuttle, Ansible, Jupyter. */
const customary = /setuptools|multiprocessing\.|mitogen|sshuttle|ansible|BECOME-SUCCESS|ipykernel|joblib|pydevd|debugpy|vscode/i
const longest = 200_000

export const filelessInterpreter: Detector = {
  id: 'fileless-interpreter',
  summary: {
    zh: '解释器运行已删除的脚本或命令行里的编码代码',
    en: 'an interpreter runs a deleted script or encoded code from its command line',
  },
  techniques: ['T1059.004', 'T1059.006', 'T1027.010', 'T1070.004'],
  references: ['man:proc_pid_fd(5)', 'man:bash(1)'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      const { exe } = process
      if (!isProgram(process) || exe === undefined || !(isInterpreter(exe.path) || isShell(exe.path))) continue
      const found = deletedScript(process) ?? encodedCode(process)
      if (found === undefined) continue
      yield say(this, { ...found, about: [process.id], class: 'provenance', signal: 'intrusion' })
    }
  },
}

interface Found {
  readonly title: Text
  readonly evidence: readonly [Evidence]
  readonly severity: Severity
  readonly confidence: number
  readonly why: Text
}

/** Shells and perl keep the script open that they are reading. */
function deletedScript(process: Process): Found | undefined {
  const words = new Set(process.argv.slice(1))
  const open = process.open.find(file => file.fd > 2 && file.target.endsWith(' (deleted)') && words.has(file.target.slice(0, -10)))
  const script = open?.target.slice(0, -10)
  if (open === undefined || script === undefined || isPackagedPlace(script)) return undefined
  const oddness = oddnessOf(script)
  const odd = oddness === 'memory' || oddness === 'concealed' || oddness === 'temporary'
  return {
    title: { zh: `进程 ${labelOf(process)} 运行的脚本已被删除`, en: `the script that process ${labelOf(process)} runs was deleted` },
    evidence: [evidence('proc', `/proc/${process.pid}/fd/${open.fd}`, open.target)],
    severity: odd ? 'medium' : 'low',
    confidence: odd ? 0.45 : 0.15,
    why: {
      zh: '脚本读入后自删,磁盘上便查不到来源;编辑器保存也会换掉文件,故普通目录里只算弱线索。',
      en: 'A script that deletes itself leaves no source on disk; editors replace files too, so that elsewhere it is a weak hint.',
    },
  }
}

function encodedCode(process: Process): Found | undefined {
  const at = process.argv.findIndex((word, i) => i > 0 && codeOption.test(word))
  const code = at < 0 ? '' : (process.argv[at + 1] ?? '').slice(0, longest)
  if (code.length < leastCode || customary.test(code) || !decodes.test(code) || !executes.test(code)) return undefined
  const alone = process.ppid === 1 && blob.test(code)
  return {
    title: {
      zh: `进程 ${labelOf(process)} 从命令行解码并执行代码`,
      en: `process ${labelOf(process)} decodes code on its command line and runs it`,
    },
    evidence: [argvEvidence(process)],
    severity: alone ? 'medium' : 'low',
    confidence: alone ? 0.5 : 0.3,
    why: {
      zh: '解码后直接执行的长代码没有落盘文件,是下载器和后门的常见形态。',
      en: 'Long code that is decoded and run at once has no file: the usual shape of loaders and back doors.',
    },
  }
}
