// The kubelet's log as a file of its own.
import type { LineFormat } from '../../core/log-format.ts'
import { headedReader, shareOf } from './marks.ts'
import { klogStamp, kubeletMessages, kubeletTold } from './messages/kubelet.ts'

export const kubeletLog: LineFormat = {
  id: 'kubelet-log',
  summary: { zh: 'kubelet 日志', en: 'log of the kubelet' },
  techniques: ['T1609', 'T1610'],
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/system-logs/',
    'https://github.com/kubernetes/kubernetes/blob/v1.31.0/staging/src/k8s.io/apiserver/pkg/server/httplog/httplog.go',
  ],
  form: 'lines',
  source: 'kubelet',
  trust: 'service',
  paths: ['/var/log/kubelet.log', '/var/log/kubernetes/kubelet*.log', '/var/log/kube*/kubelet*.log'],
  needles: kubeletMessages.needles,
  recognise: text => 0.9 * shareOf(text, line => klogStamp(line) !== undefined),
  open: () =>
    headedReader(
      line => {
        const stamp = klogStamp(line)
        return stamp && { time: stamp.time, program: 'kubelet', message: line.slice(stamp.end) }
      },
      (message, isHeaded) => (isHeaded ? kubeletTold(message) : undefined),
    ),
}
