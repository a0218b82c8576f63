// config.json of an OCI bundle: what runc and its kin are told to run.
import { at, jsonOf, listAt, membersAt, stringAt, stringsAt } from '../json.ts'

export interface OciSpec {
  readonly command: readonly string[]
  /** All capabilities and nothing masked, as `--privileged` makes it. */
  readonly privileged: boolean
  /** Host paths bound inside, without the ones every runtime binds by itself. */
  readonly hostMounts: readonly string[]
  /** As written: absolute, or relative to the bundle. */
  readonly root: string
  readonly annotations: ReadonlyMap<string, string>
}

/** The runtime's own: /etc/hosts and its kin. */
const ordinary =
  /^\/(?:etc\/(?:hosts|hostname|resolv\.conf)|dev\/(?:shm|termination-log|mqueue)|run\/\.containerenv|(?:var\/)?run\/secrets(?:\/.*)?|sys\/fs\/cgroup|sys|proc)$/

/** Undefined when it is no runtime specification (opencontainers/runtime-spec config.md). */
export function parseOciSpec(bytes: Uint8Array): OciSpec | undefined {
  const spec = jsonOf(bytes)
  if (stringAt(spec, 'ociVersion') === '') return undefined
  const bounding = stringsAt(spec, 'process', 'capabilities', 'bounding')
  const binds = listAt(spec, 'mounts').filter(
    mount => stringAt(mount, 'type') === 'bind' || stringsAt(mount, 'options').some(o => /^r?bind$/.test(o)),
  )
  const annotations = membersAt(spec, 'annotations').flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : []))
  return {
    command: stringsAt(spec, 'process', 'args'),
    privileged:
      bounding.includes('CAP_SYS_ADMIN') &&
      bounding.includes('CAP_SYS_MODULE') &&
      stringsAt(spec, 'linux', 'maskedPaths').length === 0 &&
      at(spec, 'linux', 'seccomp') == null,
    hostMounts: [
      ...new Set(binds.filter(mount => !ordinary.test(stringAt(mount, 'destination'))).map(mount => stringAt(mount, 'source'))),
    ].filter(path => path.startsWith('/')),
    root: stringAt(spec, 'root', 'path'),
    annotations: new Map(annotations),
  }
}
