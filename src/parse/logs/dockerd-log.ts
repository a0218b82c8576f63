// The log of dockerd or containerd as a file of its own: Alpine, Synology, docker:dind, and hosts without systemd.
import type { LineFormat } from '../../core/log-format.ts'
import { logfmt } from './logfmt.ts'
import { type Headed, headedReader, shareOf } from './marks.ts'
import { dockerMessages, dockerTold } from './messages/dockerd.ts'
import { isoStamp } from './record-time.ts'

function head(line: string): Headed | undefined {
  const time = line.startsWith('time="') ? isoStamp(line, 6)?.time : undefined
  return time && { time, program: 'dockerd', message: line }
}

export const dockerdLog: LineFormat = {
  id: 'dockerd-log',
  summary: { zh: 'dockerd 与 containerd 的守护进程日志', en: 'log of the daemons dockerd and containerd' },
  techniques: ['T1610', 'T1609', 'T1133'],
  references: [
    'https://docs.docker.com/engine/daemon/logs/',
    'https://github.com/moby/moby/blob/v24.0.0/cmd/dockerd/daemon.go',
    'https://github.com/containerd/containerd/tree/v1.7.0/pkg/cri/server',
  ],
  form: 'lines',
  source: 'docker',
  trust: 'service',
  paths: ['/var/log/docker.log', '/var/log/dockerd.log', '/var/log/docker/*.log', '/var/log/containerd.log', '/var/log/upstart/docker.log'],
  needles: dockerMessages.needles,
  recognise: text => 0.9 * shareOf(text, line => head(line) !== undefined && logfmt(line)?.has('msg') === true),
  open: () => headedReader(head, (message, isHeaded) => (isHeaded ? dockerTold(message) : undefined)),
}
