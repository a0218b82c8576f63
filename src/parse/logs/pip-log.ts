// pip's log files: packages that came from somewhere, programs that setup.py ran, and what was installed.
import type { LineFormat } from '../../core/log-format.ts'
import { headedReader, type Mark, needlesOf, shareOf, toldBy } from './marks.ts'
import { isoStamp } from './record-time.ts'
import { minerNoise, shellNoise } from './shell-noise.ts'

const usual =
  /^https:\/\/(?:files\.pythonhosted\.org|pypi\.org|pypi\.python\.org|pypi\.tuna\.tsinghua\.edu\.cn|mirrors\.\w{1,20}\.(?:com|edu\.cn|cn))\//

/** Of what pip says itself, which is indented by what it is about at most; what a package prints stands behind "Running command". */
const marks: readonly Mark[] = [
  {
    needles: ['successfully installed '],
    like: /^Successfully installed (.{1,2000})$/,
    tell: ([, all]) => ({ verb: 'package', outcome: 'success', package: all, method: 'install' }),
  },
  {
    needles: ['successfully uninstalled '],
    like: /^ {0,4}Successfully uninstalled (\S{1,200})$/,
    tell: ([, name]) => ({ verb: 'package', outcome: 'success', package: name, method: 'remove' }),
  },
  {
    needles: ['running command '],
    like: /^ {0,4}Running command (.{0,200}?setup\.py (?:install|egg_info|develop|bdist_wheel)|python setup\.py .{1,100}|pip subprocess to install build dependencies|Preparing metadata \(\S{1,40}\)|Building wheel for \S{1,100}(?: \(\S{1,40}\))?).{0,1000}$/,
    tell: ([text]) => ({ verb: 'package', command: text.trim(), method: 'setup', fold: text.trim().slice(0, 200) }),
  },
  {
    needles: ['downloading ', 'looking in indexes: ', 'looking in links: '],
    like: /^ {0,4}(?:Downloading|Looking in indexes:|Looking in links:) ((?:https?|ftp):\/\/\S{1,500})/,
    tell: ([, url = '']) => (usual.test(url) ? undefined : { verb: 'download', url, fold: url }),
  },
  {
    needles: ['collecting '],
    like: /^ {0,4}Collecting (?:(\S{1,100}) @ )?((?:git\+)?(?:https?|ssh):\/\/\S{1,500})/,
    tell: ([, name, url]) => ({ verb: 'package', package: name, url, method: 'collect' }),
  },
]
const noise = [...shellNoise, ...minerNoise]

export const pipLog: LineFormat = {
  id: 'pip-log',
  summary: { zh: 'pip 日志', en: 'logs of pip' },
  techniques: ['T1195.001', 'T1195.002'],
  references: [
    'https://pip.pypa.io/en/stable/topics/configuration/',
    'https://github.com/pypa/pip/blob/24.0/src/pip/_internal/utils/logging.py',
  ],
  form: 'lines',
  source: 'language-packages',
  trust: 'user',
  paths: ['~/.pip/pip.log', '~/.cache/pip/*.log', '~/pip.log', '/var/log/pip.log', '/tmp/pip.log'],
  needles: needlesOf(marks, noise),
  recognise: head =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{3} (?:Using pip |Collecting |Created temporary directory|Looking in )/m.test(head)
      ? 0.9 * shareOf(head, line => /^\d{4}-\d\d-\d\dT/.test(line))
      : 0,
  open: place =>
    headedReader(
      line => {
        const stamp = isoStamp(line)
        return stamp && { time: stamp.time, program: 'pip', user: place.user || undefined, message: line.slice(stamp.end + 1) }
      },
      (message, isHeaded) => (isHeaded ? (toldBy(marks, message) ?? toldBy(noise, message.trimStart())) : undefined),
    ),
}
