// What dockerd and containerd say, in logrus lines: an API open to the net, containers begun and ended, images asked for, calls when they debug.
import { logfmt } from '../logfmt.ts'
import { type Mark, needlesOf, toldBy } from '../marks.ts'
import type { MessageKind, Told } from './kind.ts'

const shortId = (id: string | undefined) => id?.slice(0, 12)

/** Of `msg`. */
const marks: readonly Mark[] = [
  {
    needles: ['api listen on '],
    like: /^API listen on (\S{1,100})$/,
    tell: ([, target = '']) =>
      /^(?:\/|127\.|\[::1\]|localhost)/.test(target)
        ? undefined
        : { verb: 'configured', attack: 'docker-open-api', method: 'listen', target },
  },
  {
    needles: ['tlsverify'],
    like: /^(?:\[DEPRECATION NOTICE\]:? ?)?(?:Binding to IP address(?: without --tlsverify| "?[\w.:[\]]{1,60}"?)?|API is accessible on (\S{1,60}) without encryption)/,
    tell: ([, target]) => ({ verb: 'configured', attack: 'docker-open-api', method: 'without tls', target, fold: 'docker without tls' }),
  },
  {
    needles: ['calling post ', 'calling put ', 'calling delete '],
    like: /^Calling ((?:POST|PUT|DELETE) \/\S{1,500})/,
    tell: ([, request]) => ({ verb: 'request', request, fold: `docker ${request}` }),
  },
  {
    needles: ['handler for '],
    like: /^Handler for ((?:POST|PUT|DELETE) \/\S{1,500}) returned error: (.{1,500})$/s,
    tell: ([, request, why]) => ({ verb: 'request', request, outcome: 'failure', method: why, fold: `docker ${request} ${why}` }),
  },
  {
    needles: ['starting signal loop'],
    like: /^starting signal loop$/,
    tell: () => ({ verb: 'container', method: 'started' }),
  },
  {
    needles: ['shim disconnected', 'cleaning up after shim', 'ignoring event'],
    like: /^(?:shim disconnected|ignoring event)$/,
    tell: () => ({ verb: 'container', method: 'ended' }),
  },
  {
    needles: ['pullimage '],
    like: /^PullImage "?\\?"?([\w./:@-]{1,300})\\?"?(?: returns image reference .{1,200})?$/,
    tell: ([, target]) => ({ verb: 'container', method: 'pull', target, fold: `pull ${target}` }),
  },
  {
    needles: ['runpodsandbox for '],
    like: /^RunPodSandbox for (?:name:\\?"([\w.-]{1,253})\\?"|&PodSandboxMetadata\{Name:([\w.-]{1,253}),)/,
    tell: ([, name, older]) => ({ verb: 'container', method: 'pod', target: name ?? older, fold: `pod ${name ?? older}` }),
  },
  {
    needles: ['createcontainer within sandbox'],
    like: /^CreateContainer within sandbox "?\\?"?(?:[\da-f]{64})\\?"? for (?:container )?(?:name:\\?"([\w.-]{1,253})\\?"|&ContainerMetadata\{Name:([\w.-]{1,253}),)/,
    tell: ([, name, older]) => ({ verb: 'container', method: 'created', target: name ?? older, fold: `created ${name ?? older}` }),
  },
  {
    needles: ['startcontainer for '],
    like: /^StartContainer for "?\\?"?([\da-f]{64})\\?"? returns successfully$/,
    tell: ([, id]) => ({ verb: 'container', method: 'started', container: shortId(id) }),
  },
  // CRI-O has words of its own for the same.
  {
    needles: ['created container ', 'started container ', 'ran pod sandbox ', 'removed container '],
    like: /^(Created|Started|Removed) container ([\da-f]{64}|\w{12,64})(?:: ([\w./-]{1,300}))?$|^Ran pod sandbox ([\da-f]{64}) with infra container: ([\w./-]{1,300})/,
    tell: ([, deed, id, name, sandbox, pod]) => ({
      verb: 'container',
      method: deed?.toLowerCase() ?? 'pod',
      target: name ?? pod,
      container: shortId(id ?? sandbox),
      fold: `crio ${deed} ${name ?? pod}`,
    }),
  },
  {
    needles: ['pulled image: ', 'pulling image: '],
    like: /^Pull(?:ed|ing) image: ([\w./:@-]{1,300})$/,
    tell: ([, target]) => ({ verb: 'container', method: 'pull', target, fold: `pull ${target}` }),
  },
  {
    needles: ['with command ['],
    like: /^Exec(?:Sync)? for "?\\?"?([\da-f]{64})\\?"? with command \[(.{1,1000})\] (?:, tty|and timeout|, stdin)/s,
    tell: ([text, id, command]) =>
      text.startsWith('ExecSync') ? undefined : { verb: 'container', method: 'exec', container: shortId(id), command },
  },
  {
    needles: ['daemon has completed init', 'processing signal', 'daemon shutdown complete'],
    like: /^(?:(Daemon has completed initialization)|Processing signal '(?:terminated|interrupt)'|Daemon shutdown complete)$/,
    tell: ([, begun]) => ({ verb: 'unit', unit: 'docker', method: begun === undefined ? 'stopped' : 'started' }),
  },
]

/** Of a whole line or message: `time="…" level=info msg="…" container=…`. */
export function dockerTold(line: string): Told | undefined {
  const fields = logfmt(line)
  const message = fields?.get('msg')
  if (fields === undefined || message === undefined) return undefined
  const told = toldBy(marks, message)
  // Moby's own namespace only says where; the id is that of the container.
  const id = fields.get('container') ?? fields.get('id') ?? /\/([\da-f]{64})(?:\/|$)/.exec(fields.get('path') ?? '')?.[1]
  return told === undefined
    ? undefined
    : { target: fields.get('host'), container: /^[\da-f]{12,64}$/.test(id ?? '') ? shortId(id) : undefined, ...told }
}

export const dockerMessages: MessageKind = {
  programs: ['dockerd', 'docker', 'containerd', 'crio', 'dockerd-current', 'microk8s.daemon-containerd'],
  needles: needlesOf(marks),
  open: () => message => dockerTold(message.slice(0, 8000)),
}
