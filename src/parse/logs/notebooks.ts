// Servers on which whoever gets in may run code as a service: Jupyter's requests, terminals and kernels, and the jobs of Ray.
import type { Draft, LineFormat } from '../../core/log-format.ts'
import { stringAt } from '../json.ts'
import { type Access, isAddress } from './access.ts'
import { appNoise } from './app-noise.ts'
import { jsonLine } from './json-line.ts'
import { jsonTime } from './json-time.ts'
import { colourless, type Mark, needlesOf, shareOf, toldBy } from './marks.ts'
import { isoStamp } from './record-time.ts'
import { minerNoise, shellNoise } from './shell-noise.ts'
import { webReader } from './web-reader.ts'
import { changingTells, webTells } from './web-tells.ts'

const head =
  /^\[([DIWEC]) (\d{4}-\d\d-\d\d[ T][\d:.]{8,13}) (?:\w{2,30}(?:App|Hub|Server|Proxy)|NotebookApp|ServerApp|JupyterHub)(?: \S{1,60}:\d{1,5})?\] (.{0,4000})$/s
const asked =
  /^(?:\d{1,9} )?(\d{3}) (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S{1,2000}) \((?:([^@)\s]{0,64})@)?(?:::ffff:)?([\da-fA-F.:]{2,45})\)/
const entered = /^(?:User logged in: (\S{1,64})|(?:WARNING: )?(?:Invalid credentials|Failed login for) (?:from )?(\S{1,64}))/

const marks: readonly Mark[] = [
  {
    needles: ['new terminal with '],
    like: /^New terminal with (?:automatic|specified) name: (\S{1,60})/,
    tell: ([, session]) => ({ verb: 'command', method: 'jupyter terminal', session }),
  },
  {
    needles: ['kernel started: '],
    like: /^Kernel started: ([\da-f-]{36})/,
    tell: ([, session]) => ({ verb: 'command', method: 'jupyter kernel', session, fold: 'jupyter kernel' }),
  },
  {
    needles: ['authentication is disabled', 'all authentication is disabled', 'no authentication'],
    like: /^(?:\*{3}\s?)?All authentication is disabled\./,
    tell: () => ({ verb: 'configured', method: 'jupyter without authentication', attack: 'jupyter-terminal' }),
  },
  {
    needles: ['user logged in: ', 'failed login for', 'invalid credentials'],
    like: entered,
    tell: ([, user, failed]) =>
      failed === undefined
        ? { verb: 'login', outcome: 'success', user, method: 'jupyter' }
        : { verb: 'login-failed', outcome: 'failure', user: failed, method: 'jupyter', fold: `jupyter ${failed}` },
  },
]
const noise = [...shellNoise, ...minerNoise, ...appNoise]
const timeOf = (text: string) => isoStamp(head.exec(text)?.[2] ?? '')?.time

function parse(text: string): Access | undefined {
  const [, , stamp = '', message = ''] = head.exec(text) ?? []
  const [, status, method = '', target = '', user = '', address = ''] = asked.exec(message) ?? []
  const time = isoStamp(stamp)?.time
  if (time === undefined || method === '') return undefined
  return {
    time,
    address: isAddress(address) ? address : '',
    user,
    method,
    target,
    status: Number(status),
    bytes: undefined,
    agent: '',
    referer: '',
  }
}

export const jupyterLog: LineFormat = {
  id: 'jupyter-log',
  summary: { zh: 'Jupyter 日志', en: 'logs of Jupyter' },
  techniques: ['T1190', 'T1059.006'],
  references: ['https://jupyter-server.readthedocs.io/en/latest/operators/security.html'],
  form: 'lines',
  source: 'application',
  trust: 'service',
  paths: ['~/jupyter*.log', '~/.jupyter/*.log', '~/nohup.out', '/var/log/jupyter*.log', '/var/log/jupyter*/*.log'],
  needles: [...new Set([' post ', ' put ', ' patch ', ' delete ', ...needlesOf(marks, noise), ...webTells, ...changingTells])],
  recognise: text =>
    0.9 * shareOf(text, line => head.test(colourless(line))) || (head.test(colourless(text.split('\n', 1)[0] ?? '')) ? 0.7 : 0),
  open: place => {
    const web = webReader(place, parse, timeOf)
    return {
      *line(raw): Iterable<Draft> {
        const text = colourless(raw)
        if (parse(text) !== undefined) {
          yield* web.line(text)
          return
        }
        const message = head.exec(text)?.[3]
        const told = message === undefined ? toldBy(noise, text.slice(0, 4000)) : toldBy(marks, message)
        if (told !== undefined) yield { time: timeOf(text), program: 'jupyter', ...told }
      },
      time: text => timeOf(colourless(text)),
    }
  },
}

/** "event_JOBS.log": one object per line. */
export const rayEvents: LineFormat = {
  id: 'ray-events',
  summary: { zh: 'Ray 作业事件', en: 'events of jobs of Ray' },
  techniques: ['T1190', 'T1059.006'],
  references: [
    'https://docs.ray.io/en/latest/ray-observability/user-guides/configure-logging.html',
    'https://nvd.nist.gov/vuln/detail/CVE-2023-48022',
  ],
  form: 'lines',
  source: 'application',
  trust: 'service',
  paths: ['/tmp/ray/session_*/logs/events/event_JOBS.log', '/tmp/ray/session_*/logs/events/event_*.log'],
  needles: ['ray job'],
  recognise: text =>
    0.95 * shareOf(text, line => stringAt(jsonLine(line), 'source_type') !== '' && stringAt(jsonLine(line), 'event_id') !== ''),
  open: () => ({
    *line(text) {
      const event = jsonLine(text)
      const message = stringAt(event, 'message')
      if (!/^(?:Started|Completed) a ray job\b/.test(message)) return
      yield {
        time: jsonTime(stringAt(event, 'timestamp')),
        verb: 'command',
        program: 'ray',
        method: 'ray job',
        session: stringAt(event, 'custom_fields', 'submission_id') || undefined,
        attack: message.startsWith('Started') ? 'ray-job-submit' : undefined,
        outcome: /status (?:FAILED|STOPPED)/.test(message) ? 'failure' : 'success',
      }
    },
    time: text => jsonTime(/"timestamp": ?"?([\d.]{10,17})/.exec(text)?.[1] ?? ''),
  }),
}
