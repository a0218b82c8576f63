// Python code that runs at every start of an interpreter: "import" lines in .pth files, sitecustomize and usercustomize.
import { textOf } from '../core/bytes.ts'
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, wholeFilesIn } from './listing.ts'
import { ownHomePlaces, places } from './matching.ts'

const system = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/usr/local/lib64', '/opt/*/lib'].flatMap(base => [
  `${base}/python*/dist-packages`,
  `${base}/python*/site-packages`,
])
const home = ['.local/lib/python*/site-packages', '*/lib/python*/site-packages', '.*/lib/python*/site-packages']

/** Some line is no comment and not blank. */
const hasCode = /^[ \t]*[^\s#]/m

export const pythonPth: Persistence = {
  id: 'python-pth',
  summary: { zh: 'Python 启动钩子(.pth、sitecustomize)', en: 'Python start hooks (.pth, sitecustomize)' },
  techniques: ['T1546.018'],
  references: ['https://docs.python.org/3/library/site.html'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'load' } as const
    const pth = [
      ...places(system.map(d => `${d}/*.pth`)),
      ...ownHomePlaces(
        host,
        home.map(d => `${d}/*.pth`),
      ),
    ]
    yield* entriesIn(host, pth, given, function* (bytes) {
      for (const line of linesOf(bytes)) if (/^import[ \t]/.test(line.text)) yield { ...line, command: line.text.trim() }
    })
    const names = ['sitecustomize.py', 'usercustomize.py']
    const whole = [
      ...places([...system, '/usr/lib/python*', '/etc/python*'].flatMap(d => names.map(name => `${d}/${name}`))),
      ...ownHomePlaces(
        host,
        home.flatMap(d => names.map(name => `${d}/${name}`)),
      ),
    ]
    yield* wholeFilesIn(host, whole, given, ({ path }, head) => (hasCode.test(textOf(head)) ? { command: path } : undefined))
  },
  disarm: disarmEntry,
}
