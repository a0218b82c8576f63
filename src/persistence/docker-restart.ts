// Docker containers that dockerd starts again by their restart policy.
import { bytesOf, concat, textOf } from '../core/bytes.ts'
import { entity } from '../core/entity.ts'
import type { Autostart, Span } from '../core/facts/autostart.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { homesOf } from '../core/homes.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import { parseDockerContainer } from '../parse/files/docker-container.ts'
import { jsonOf, stringAt } from '../parse/json.ts'
import { jsonSpan, memberSpan } from '../parse/json-spans.ts'
import { entryOf } from './entry.ts'

const restarts = /^(?:always|unless-stopped|on-failure)$/
const mostContainers = 10_000

export const dockerRestart: Persistence = {
  id: 'docker-restart',
  summary: { zh: 'Docker 容器的自动重启策略', en: 'restart policies of Docker containers' },
  techniques: ['T1610', 'T1543.005'],
  references: ['https://docs.docker.com/engine/containers/start-containers-automatically/'],
  platform: 'linux',
  *list(host) {
    for (const root of dataRoots(host)) {
      const containers = host.files.list(`${root}/containers`, mostContainers)
      if (isGap(containers)) {
        if (containers.why !== 'absent') yield containers
      } else for (const { name } of containers) yield* policyOf(host, `${root}/containers/${name}`)
    }
  },
  // Only the name of the policy is replaced: without a hostconfig.json, or with half of one, dockerd would lose the container's evidence.
  // dockerd writes its own copy over the file when it stops, so that this holds for a stopped dockerd; a running one is told by its API.
  disarm(entry, before) {
    const span = policySpan(before)
    if (span === undefined || textOf(before.subarray(span.start, span.end)) !== entry.text) return before
    return concat([before.subarray(0, span.start), bytesOf('"no"'), before.subarray(span.end)])
  },
}

function dataRoots(host: HostView): ReadonlySet<string> {
  const daemon = host.files.read('/etc/docker/daemon.json')
  const config = isGap(daemon) ? undefined : jsonOf(daemon.bytes)
  const rootless = homesOf(host).map(({ home }) => `${home}/.local/share/docker`)
  const given = [stringAt(config, 'data-root'), stringAt(config, 'graph')].filter(path => path.startsWith('/'))
  return new Set(['/var/lib/docker', '/var/snap/docker/common/var-lib-docker', ...given.map(path => path.replace(/\/+$/, '')), ...rootless])
}

function policySpan(bytes: Uint8Array): Span | undefined {
  const whole = jsonSpan(bytes)
  const policy = whole && memberSpan(bytes, whole, 'RestartPolicy')
  return policy && memberSpan(bytes, policy, 'Name')
}

function* policyOf(host: HostView, folder: string): Generator<Autostart | Gap> {
  const path = `${folder}/hostconfig.json`
  const content = host.files.read(path)
  if (isGap(content)) {
    if (content.why !== 'absent') yield content
    return
  }
  const { bytes } = content
  const policy = stringAt(jsonOf(bytes), 'RestartPolicy', 'Name')
  const span = policySpan(bytes)
  if (span === undefined && bytes.length > 0) yield gap(path, 'malformed', 'holds no restart policy')
  if (span === undefined || !restarts.test(policy)) return
  const config = host.files.read(`${folder}/config.v2.json`, 4 << 20)
  if (isGap(config) && config.why !== 'absent') yield config
  const container = isGap(config) ? undefined : parseDockerContainer(config.bytes, bytes)
  const line = textOf(bytes.subarray(0, span.start)).split('\n').length
  const entry = entryOf(
    {
      kind: 'docker-restart',
      path,
      trigger: 'boot',
      line,
      span,
      text: textOf(bytes.subarray(span.start, span.end)),
      when: `restart=${policy}`,
      command: container?.command.join(' ') ?? '',
      user: isGap(config) ? '' : stringAt(jsonOf(config.bytes), 'Config', 'User'),
      name: container === undefined ? '' : `${container.name} (${container.image})`,
    },
    bytes,
  )
  yield container === undefined ? entry : { ...entry, container: entity('container', container.id) }
}
