// The Kubernetes API without or with stolen credentials: pods that take their node.
import { text } from './asking.ts'
import { inLogOf, isAttackOf } from './attacks.ts'
import { serviceWay } from './service-way.ts'

export const kubernetesApi = serviceWay({
  id: 'kubernetes-api',
  summary: text('经 Kubernetes API 入侵(匿名访问或凭据被盗)', 'in through the Kubernetes API (anonymous access or stolen credentials)'),
  techniques: ['T1190', 'T1610', 'T1078.004'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/', 'https://attack.mitre.org/matrices/enterprise/containers/'],
  title: text('Kubernetes API', 'Kubernetes API'),
  name: { zh: 'Kubernetes API', en: 'the Kubernetes API' },
  services: /^(?:kube-apiserver|k3s(?:-server)?|port-6443|kubelet)$/,
  lineage: /kubepods|\bk3s\b/,
  ports: [6443, 8443, 8080, 8001],
  witnesses: ['kubernetes-audit'],
  attack: e => isAttackOf(/^kubernetes-/)(e) || inLogOf('kubernetes-audit', ['exploit'])(e),
  collect: [
    text(
      '向集群管理员索取 apiserver 审计日志与该节点上的 Pod 清单',
      'ask the owners of the cluster for the audit log of the API server, and for the pods of this node',
    ),
  ],
  close: [
    {
      id: 'kubernetes-no-anonymous',
      title: text(
        '关闭 apiserver 的匿名访问,删除授予 system:anonymous 的绑定',
        'let the API server take nobody unknown, and remove bindings to system:anonymous',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'kubernetes-rotate-tokens',
      title: text('吊销被盗的 kubeconfig 与 ServiceAccount 令牌', 'revoke stolen kubeconfigs and tokens of service accounts'),
      targets: [],
      by: 'hour',
    },
  ],
})
