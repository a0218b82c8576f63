// What containers write to their output, as Docker (json-file) and Kubernetes (CRI) keep it: often the only log of the service inside.
import type { LineFormat, LogPlace } from '../../core/log-format.ts'
import { jsonText, stringAt } from '../json.ts'
import { shareOf } from './marks.ts'
import { outputNeedles, outputReader, wrapped } from './output.ts'
import { isoStamp } from './record-time.ts'

/** dockerd writes the members in this order, and the time last: what the container says cannot stand after it. */
const jsonTail = /,"time":"(\d{4}-\d\d-\d\dT[\d:.]{8,18}Z)"\}$/
const jsonHead = '{"log":"'

const jsonLineTime = (line: string) => {
  const stamp = line.startsWith(jsonHead) ? jsonTail.exec(line.slice(-60))?.[1] : undefined
  return stamp === undefined ? undefined : isoStamp(stamp)?.time
}

export const dockerJsonLog: LineFormat = {
  id: 'docker-json-log',
  summary: { zh: 'Docker 容器输出(json-file)', en: 'output of Docker containers (json-file)' },
  techniques: ['T1610', 'T1496.001'],
  references: [
    'https://docs.docker.com/engine/logging/drivers/json-file/',
    'https://github.com/moby/moby/blob/v24.0.0/daemon/logger/jsonfilelog/jsonlog/jsonlogbytes.go',
  ],
  form: 'lines',
  source: 'docker',
  trust: 'service',
  paths: ['/var/lib/docker/containers/*/*-json.log'],
  needles: outputNeedles,
  recognise: text => 0.95 * shareOf(text, line => jsonLineTime(line) !== undefined),
  open: place => {
    const container = /\/([\da-f]{12})[\da-f]{52}-json\.log/.exec(place.path)?.[1]
    return wrapped(
      outputReader(place),
      line => {
        const time = jsonLineTime(line)
        const text = time === undefined ? '' : stringAt(jsonText(line), 'log').replace(/\r?\n$/, '')
        return text === '' ? undefined : { text, about: { time, container } }
      },
      jsonLineTime,
    )
  },
}

const cri = /^(\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) ([FP])(?::\w{1,20})? /
const criTime = (line: string) => (cri.test(line.slice(0, 80)) ? isoStamp(line)?.time : undefined)

/** "/var/log/pods/NAMESPACE_POD_UID/CONTAINER/0.log" and "/var/log/containers/POD_NAMESPACE_CONTAINER-ID.log". */
function podContainer({ path }: LogPlace): string | undefined {
  const pods = /\/pods\/([\w.-]{1,253})_([\w.-]{1,253})_[\da-f-]{32,36}\/([\w.-]{1,253})\//.exec(path)
  if (pods !== null) return `${pods[1]}/${pods[2]}/${pods[3]}`
  const [, pod, namespace, name] = /\/([\w.-]{1,253})_([\w.-]{1,253})_([\w.-]{1,253})-[\da-f]{64}\.log/.exec(path) ?? []
  return pod && `${namespace}/${pod}/${name}`
}

export const criLog: LineFormat = {
  id: 'cri-log',
  summary: { zh: 'Kubernetes 容器输出(CRI)', en: 'output of containers of Kubernetes (CRI)' },
  techniques: ['T1610', 'T1496.001'],
  references: ['https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md'],
  form: 'lines',
  source: 'containerd',
  trust: 'service',
  paths: ['/var/log/pods/*/*/*.log'],
  needles: outputNeedles,
  recognise: text => 0.95 * shareOf(text, line => criTime(line) !== undefined),
  open: place => {
    const container = podContainer(place)
    return wrapped(
      outputReader(place),
      line => {
        const head = cri.exec(line.slice(0, 80))?.[0]
        return head === undefined ? undefined : { text: line.slice(head.length), about: { time: criTime(line), container } }
      },
      criTime,
    )
  },
}
