// The audit log of a Kubernetes API server: who ran something in a pod, started one that reaches the host, took secrets or gave rights.
import type { Draft, LineFormat } from '../../core/log-format.ts'
import { at, jsonText, listAt, stringAt, stringsAt } from '../json.ts'
import { shareOf } from './marks.ts'
import { isoStamp } from './record-time.ts'

/** Kinds that start pods. */
const workloads = /^(?:pods|daemonsets|deployments|statefulsets|replicasets|replicationcontrollers|jobs|cronjobs)$/
/** Accounts of the cluster's own machinery, which does all of this all day. */
const machinery =
  /^system:(?:node:|kube-|apiserver|serviceaccount:kube-system:|serviceaccount:(?:gatekeeper|cert-manager|argocd|flux)-?\w{0,20}:)/
const rights =
  /^(?:clusterrolebindings|rolebindings|clusterroles|roles|serviceaccounts|certificatesigningrequests|mutatingwebhookconfigurations|validatingwebhookconfigurations)$/

function timeOf(value: unknown) {
  return isoStamp(stringAt(value, 'requestReceivedTimestamp') || stringAt(value, 'stageTimestamp'))?.time
}

/** A pod, or the template of one, reaches the host: mounts of its folders, all privileges, its namespaces. */
export function reachesHost(object: unknown): string | undefined {
  const template =
    at(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec') ?? at(object, 'spec', 'template', 'spec') ?? at(object, 'spec')
  const mounts = listAt(template, 'volumes').map(volume => stringAt(volume, 'hostPath', 'path'))
  const mount = mounts.find(path =>
    /^\/(?:$|etc|root|home|var\/run\/docker\.sock|run\/containerd|var\/spool|var\/lib\/kubelet|proc|boot)/.test(path),
  )
  if (mount !== undefined) return `hostPath ${mount}`
  const all = [...listAt(template, 'containers'), ...listAt(template, 'initContainers')]
  if (all.some(container => at(container, 'securityContext', 'privileged') === true)) return 'privileged'
  return (['hostPID', 'hostNetwork', 'hostIPC'] as const).find(key => key !== 'hostNetwork' && at(template, key) === true)
}

function commandOf(object: unknown): string {
  const template =
    at(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec') ?? at(object, 'spec', 'template', 'spec') ?? at(object, 'spec')
  return listAt(template, 'containers')
    .map(container => [stringAt(container, 'image'), ...stringsAt(container, 'command'), ...stringsAt(container, 'args')].join(' '))
    .join(' ; ')
    .slice(0, 2000)
}

function told(value: unknown): Omit<Draft, 'time'> | undefined {
  const stage = stringAt(value, 'stage')
  const user = stringAt(value, 'user', 'username')
  const verb = stringAt(value, 'verb')
  const resource = stringAt(value, 'objectRef', 'resource')
  const sub = stringAt(value, 'objectRef', 'subresource')
  const status = at(value, 'responseStatus', 'code')
  const isExec = (resource === 'pods' && /^(?:exec|attach|portforward)$/.test(sub)) || (resource === 'nodes' && sub === 'proxy')
  // A command in a container answers at once and completes when it ends: it is told when it begins.
  if (stage !== (isExec && status === 101 ? 'ResponseStarted' : 'ResponseComplete') && stage !== 'Panic') return undefined
  const isAnonymous = user === 'system:anonymous' || user === 'system:unauthenticated'
  const isRefused = typeof status === 'number' && status >= 400
  const name = stringAt(value, 'objectRef', 'name') || stringAt(value, 'responseObject', 'metadata', 'name')
  const uri = stringAt(value, 'requestURI')
  const who = {
    user,
    address: stringsAt(value, 'sourceIPs')[0],
    agent: stringAt(value, 'userAgent') || undefined,
    request: `${verb} ${uri}`.slice(0, 2000),
    status: typeof status === 'number' ? status : undefined,
    outcome: isRefused ? ('failure' as const) : ('success' as const),
    target: `${resource}${sub === '' ? '' : `/${sub}`} ${stringAt(value, 'objectRef', 'namespace')}/${name}`.trim(),
    method: stringAt(value, 'user', 'extra', 'authentication.kubernetes.io/credential-id') || undefined,
    fold: `k8s ${user} ${verb} ${resource}/${sub} ${stringsAt(value, 'sourceIPs')[0]} ${status}`,
  }
  if (isExec)
    return machinery.test(user)
      ? undefined
      : {
          ...who,
          verb: 'container',
          method: sub,
          attack: isAnonymous ? 'kubernetes-anonymous' : undefined,
          command: commandsOf(uri) || undefined,
          fold: undefined,
        }
  if (verb === 'create' && workloads.test(resource) && sub === '' && !machinery.test(user)) {
    const object = at(value, 'requestObject')
    const reach = reachesHost(object)
    return {
      ...who,
      verb: 'container',
      method: reach ?? 'created',
      attack: reach === undefined ? (isAnonymous ? 'kubernetes-anonymous' : undefined) : 'kubernetes-host-pod',
      command: commandOf(object) || undefined,
      fold: undefined,
    }
  }
  if (/^(?:create|update|patch|delete)$/.test(verb) && rights.test(resource) && !machinery.test(user))
    return { ...who, verb: 'account-changed', attack: isAnonymous ? 'kubernetes-anonymous' : undefined }
  if (resource === 'secrets' && /^(?:get|list)$/.test(verb) && !machinery.test(user))
    return { ...who, verb: 'request', attack: isAnonymous ? 'kubernetes-anonymous' : undefined }
  if (isAnonymous && resource !== '')
    return { ...who, verb: isRefused ? 'login-failed' : 'request', attack: isRefused ? undefined : 'kubernetes-anonymous' }
  if (status === 401) return { ...who, verb: 'login-failed' }
  return undefined
}

/** `?command=sh&command=-c&command=…` of exec. */
function commandsOf(uri: string): string {
  return [...uri.matchAll(/[?&]command=([^&]{0,1000})/g)]
    .map(([, word = '']) => {
      try {
        return decodeURIComponent(word.replaceAll('+', ' '))
      } catch {
        return word
      }
    })
    .join(' ')
}

export const kubernetesAudit: LineFormat = {
  id: 'kubernetes-audit',
  summary: { zh: 'Kubernetes 审计日志', en: 'audit log of Kubernetes' },
  techniques: ['T1609', 'T1610', 'T1078.001', 'T1552.007', 'T1098.006'],
  references: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
    'https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/',
  ],
  form: 'lines',
  source: 'kubernetes-audit',
  trust: 'service',
  paths: [
    '/var/log/kubernetes/audit*.log',
    '/var/log/kubernetes/audit/*.log',
    '/var/log/kube-audit/*.log',
    '/var/log/kube-apiserver/audit*.log',
    '/var/lib/rancher/k3s/server/logs/audit*.log',
    '/var/lib/rancher/rke2/server/logs/audit*.log',
  ],
  needles: [
    '"verb":"create"',
    '"verb":"update"',
    '"verb":"patch"',
    '"verb":"delete"',
    '"resource":"secrets"',
    'system:anonymous',
    'system:unauthenticated',
    '"subresource":"exec"',
    '"subresource":"attach"',
    '"subresource":"portforward"',
    '"subresource":"proxy"',
    '"code":401',
  ],
  recognise: text => 0.98 * shareOf(text, line => /^\{"kind":"Event","apiVersion":"audit\.k8s\.io\/v1/.test(line)),
  open: () => ({
    *line(text) {
      const value = text.startsWith('{') ? jsonText(text) : undefined
      const draft = value === undefined || !stringAt(value, 'apiVersion').startsWith('audit.k8s.io/') ? undefined : told(value)
      if (draft !== undefined) yield { time: timeOf(value), ...draft }
    },
    time: text => {
      // The last member of that name is the server's own: objects of requests come before it.
      const at = text.lastIndexOf('"requestReceivedTimestamp":"')
      return at < 0 ? undefined : isoStamp(text, at + 28)?.time
    },
  }),
}
