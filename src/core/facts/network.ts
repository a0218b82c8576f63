// Sockets, addresses and how names are resolved.
import type { EntityId } from '../entity.ts'

export interface Socket {
  /** `connection:tcp/10.0.0.1:5000-192.0.2.1:3333` */
  readonly id: EntityId<'connection'>
  readonly protocol: 'tcp' | 'udp' | 'raw' | 'packet'
  readonly local: { readonly address: string; readonly port: number }
  readonly remote: { readonly address: string; readonly port: number }
  /** ESTABLISHED, LISTEN, … as in RFC 9293; '' for UDP. */
  readonly state: string
  readonly inode: number
  readonly uid: number
  /** Inode of the network namespace. */
  readonly netns: string
  /** The processes that hold it open. */
  readonly owners: readonly EntityId<'process'>[]
}

export interface HostsLine {
  readonly path: string
  readonly line: number
  readonly address: string
  readonly names: readonly string[]
}

export interface AccessRule {
  /** /etc/hosts.allow or /etc/hosts.deny */
  readonly path: string
  readonly line: number
  readonly text: string
}

export interface Resolver {
  readonly path: string
  readonly nameservers: readonly string[]
  readonly search: readonly string[]
  /** Inode flag +i, where the file system can say. */
  readonly immutable?: boolean | undefined
}

export interface NetInterface {
  readonly name: string
  readonly mac: string
  readonly up: boolean
  readonly promiscuous: boolean
  /** Port of a bridge, bond or the like: promiscuous by trade. */
  readonly enslaved?: boolean | undefined
  readonly rxBytes: number
  readonly txBytes: number
}

export interface Route {
  readonly interface: string
  readonly destination: string
  readonly gateway: string
}

export interface Neighbour {
  readonly address: string
  readonly mac: string
  readonly interface: string
}
