// All that was seen on a host, as plain JSON: rows by kind, and the gaps.
import type { Login, SshdSetting, SshKey, SshLogin, SudoRule, User } from './facts/account.ts'
import type { Autostart } from './facts/autostart.ts'
import type { Container } from './facts/container.ts'
import type { FileFact } from './facts/file.ts'
import type { AccessRule, HostsLine, Neighbour, NetInterface, Resolver, Route, Socket } from './facts/network.ts'
import type { Process } from './facts/process.ts'
import type {
  BinaryFormat,
  GpuUse,
  Kernel,
  KernelModule,
  LogFile,
  Mount,
  Package,
  SecurityAgent,
  SelfIntegrity,
  Verification,
  VitalSigns,
} from './facts/system.ts'
import { type WireRows, wireKinds } from './facts/wire.ts'
import type { Gap } from './gap.ts'
import type { BpfObject, Discrepancy } from './host.ts'

export interface FactRows extends WireRows {
  accessRules: AccessRule
  autostarts: Autostart
  binaryFormats: BinaryFormat
  bpf: BpfObject
  containers: Container
  discrepancies: Discrepancy
  files: FileFact
  gpu: GpuUse
  hostsLines: HostsLine
  interfaces: NetInterface
  kernel: Kernel
  logFiles: LogFile
  logins: Login
  modules: KernelModule
  mounts: Mount
  neighbours: Neighbour
  packages: Package
  processes: Process
  resolvers: Resolver
  routes: Route
  securityAgents: SecurityAgent
  self: SelfIntegrity
  sockets: Socket
  sshKeys: SshKey
  sshLogins: SshLogin
  sshdSettings: SshdSetting
  sudoRules: SudoRule
  users: User
  verifications: Verification
  vitals: VitalSigns
}

export type FactKind = keyof FactRows

export type Facts = { readonly [K in FactKind]: readonly FactRows[K][] } & { readonly gaps: readonly Gap[] }

const kinds: Readonly<Record<FactKind, true>> = {
  accessRules: true,
  autostarts: true,
  binaryFormats: true,
  bpf: true,
  containers: true,
  discrepancies: true,
  files: true,
  gpu: true,
  hostsLines: true,
  interfaces: true,
  kernel: true,
  logFiles: true,
  logins: true,
  modules: true,
  mounts: true,
  neighbours: true,
  packages: true,
  processes: true,
  resolvers: true,
  routes: true,
  securityAgents: true,
  self: true,
  sockets: true,
  sshKeys: true,
  sshLogins: true,
  sshdSettings: true,
  sudoRules: true,
  users: true,
  verifications: true,
  vitals: true,
  ...wireKinds,
}

export const factKinds = Object.keys(kinds) as readonly FactKind[]

/** Facts of which nothing is known yet, with some rows given: the starting point of a collection and of a test. */
export function factsOf(rows: Partial<Facts> = {}): Facts {
  const empty = Object.fromEntries(factKinds.map(kind => [kind, []])) as unknown as Facts
  return { ...empty, gaps: [], ...rows }
}
