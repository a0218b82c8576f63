// A container of any runtime, and what it may do to its host.
import type { EntityId } from '../entity.ts'

export interface Container {
  readonly id: EntityId<'container'>
  readonly runtime: 'docker' | 'containerd' | 'podman' | 'crio' | 'kubelet' | 'lxc' | 'nspawn' | 'unknown'
  readonly containerId: string
  readonly name: string
  readonly image: string
  readonly running: boolean
  readonly command: readonly string[]
  readonly privileged: boolean
  /** Host paths mounted inside. */
  readonly hostMounts: readonly string[]
  readonly restartPolicy: string
  /** Upper directory of its overlay, on the host: what was written at run time. */
  readonly upperDir?: string | undefined
  readonly lowerDirs: readonly string[]
  /** Its whole root on the host, where it has a directory of its own instead of an overlay (LXC, nspawn). */
  readonly rootDir?: string | undefined
  /** The file that describes it. */
  readonly path?: string | undefined
  readonly processes: readonly EntityId<'process'>[]
}
