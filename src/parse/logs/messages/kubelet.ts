// What the kubelet says in klog lines: who was refused, calls that run something in a container, pods that came by the API or from files.
import { type Mark, needlesOf, toldBy } from '../marks.ts'
import { bsdStamp, type Stamp } from '../record-time.ts'
import { dockerMessages, dockerTold } from './dockerd.ts'
import type { MessageKind, Told } from './kind.ts'

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const klog = /^[IWEF](\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d{6}) {1,7}\d{1,10} [\w./-]{1,100}:\d{1,6}\] /

/** "I1122 00:48:13.123456    1234 kubelet.go:2430] …": without a year. */
export function klogStamp(line: string): Stamp | undefined {
  const [head = '', month = '', day = '', clock] = klog.exec(line) ?? []
  const stamp =
    head === '' ? undefined : bsdStamp(`${months.slice(Number(month) * 3 - 3, Number(month) * 3)} ${day.replace(/^0/, ' ')} ${clock}`)
  return stamp && { time: stamp.time, end: head.length }
}

/** Namespaces that belong to the cluster itself. */
const own = /^(?:kube-system|kube-public|kube-node-lease|calico-system|tigera-operator|kube-flannel|cattle-\w{1,30})\//

const marks: readonly Mark[] = [
  {
    needles: ['"syncloop add"', 'syncloop (add'],
    like: /^(?:"SyncLoop ADD" source="(api|file|http)" pods=\[(.{1,1000})\]|SyncLoop \(ADD, "(api|file|http)"\): "(.{1,1000})")/,
    tell: ([, source, pods, before, older]) => {
      const all = (pods ?? older ?? '').split(/["', ]{1,4}/).filter(pod => pod !== '' && !own.test(pod))
      return all.length === 0 ? undefined : { verb: 'container', method: `pod by ${source ?? before}`, target: all.join(' ').slice(0, 500) }
    },
  },
  {
    needles: ['"http" verb='],
    // Written by the kubelet itself; the URI is quoted by Go, and the address comes after it.
    like: /^"HTTP" verb="(\w{3,7})" URI="((?:[^"\\]|\\.){1,2000})" latency="[^"]{1,30}" userAgent="((?:[^"\\]|\\.){0,500})" (?:audit-ID="[^"]{0,60}" )?srcIP="([^"]{2,60}?)(?::\d{1,5})?" (?:apf_\w{1,30}=\S{1,60} ){0,8}resp=(\d{3})/,
    tell: ([, verb = '', uri = '', agent, address, status]) =>
      /^\/(?:run|exec|attach|portForward|cri)\//.test(uri)
        ? {
            verb: Number(status) < 400 ? 'container' : 'request',
            attack: 'kubelet-exec',
            method: 'exec',
            request: `${verb} ${uri}`,
            agent,
            address: address?.replace(/^\[|\]$/g, ''),
            status: Number(status),
            outcome: Number(status) < 400 ? 'success' : 'failure',
            fold: `kubelet ${uri.split('?')[0]} ${address}`,
          }
        : undefined,
  },
  {
    needles: ['forbidden (user='],
    like: /^"?(?:Forbidden|Unauthorized)"? ?(?:\(?user="?([^\s,")]{1,100})"?,? verb="?(\w{1,20})"?,? resource="?([\w/.]{1,60})"?(?:,? subresource="?([\w/.-]{0,60})"?)?)?/i,
    tell: ([, user, verb, resource, sub]) =>
      user === undefined
        ? undefined
        : {
            verb: 'login-failed',
            outcome: 'failure',
            user,
            method: 'kubelet',
            request: `${verb} ${resource}/${sub ?? ''}`,
            fold: `kubelet ${user} ${verb} ${resource}`,
          },
  },
  {
    needles: ['"unable to authenticate the request"', 'unable to authenticate the request due to an error'],
    like: /^"?Unable to authenticate the request/,
    tell: () => ({ verb: 'login-failed', outcome: 'failure', method: 'kubelet', fold: 'kubelet authenticate' }),
  },
  {
    needles: ['started kubelet', '"starting to listen"'],
    like: /^"?Start(?:ed kubelet|ing to listen)"?/,
    tell: ([text]) => (/listen/.test(text) ? undefined : { verb: 'unit', unit: 'kubelet', method: 'started' }),
  },
]

/** Of a message after klog's head. */
export function kubeletTold(message: string): Told | undefined {
  return toldBy(marks, message)
}

export const kubeletMessages: MessageKind = {
  // Distributions in one program say what the kubelet and containerd say.
  programs: ['kubelet', 'kubelet.service', 'k3s', 'rke2', 'k0s', 'kubelite', 'microk8s.daemon-kubelite', 'microshift'],
  needles: [...needlesOf(marks), ...dockerMessages.needles],
  open: () => message => {
    const text = message.slice(0, 8000)
    return text.startsWith('time="') ? dockerTold(text) : kubeletTold(text.slice(klogStamp(text)?.end ?? 0))
  },
}
