// config.v2.json and hostconfig.json, in which dockerd keeps each container.
import { at, jsonOf, listAt, membersAt, stringAt, stringsAt } from '../json.ts'

export interface DockerContainer {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly running: boolean
  readonly command: readonly string[]
  readonly privileged: boolean
  readonly hostMounts: readonly string[]
  /** "no", "always", "unless-stopped", "on-failure"; '' when hostconfig.json was not there. */
  readonly restartPolicy: string
}

/** Undefined when the first of the two is no container (moby/container/container.go). */
export function parseDockerContainer(config: Uint8Array, hostConfig: Uint8Array): DockerContainer | undefined {
  const value = jsonOf(config)
  const host = jsonOf(hostConfig)
  const id = stringAt(value, 'ID')
  if (!/^[0-9a-f]{12,64}$/.test(id)) return undefined
  const binds = stringsAt(host, 'Binds').map(bind => bind.slice(0, Math.max(bind.indexOf(':'), 0)))
  const points = membersAt(value, 'MountPoints').map(([, point]) => (stringAt(point, 'Type') === 'volume' ? '' : stringAt(point, 'Source')))
  const mounts = listAt(host, 'Mounts').map(mount => (stringAt(mount, 'Type') === 'bind' ? stringAt(mount, 'Source') : ''))
  return {
    id,
    name: stringAt(value, 'Name').replace(/^\//, ''),
    image: stringAt(value, 'Config', 'Image'),
    running: at(value, 'State', 'Running') === true,
    command: [stringAt(value, 'Path'), ...stringsAt(value, 'Args')].filter(word => word !== ''),
    privileged: at(host, 'Privileged') === true,
    hostMounts: [...new Set([...binds, ...points, ...mounts])].filter(path => path.startsWith('/')),
    restartPolicy: stringAt(host, 'RestartPolicy', 'Name'),
  }
}
