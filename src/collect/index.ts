// Every collector, in an order in which each finds what it needs; discrepancies come last, for every other one can cause them.
import type { Collector } from '../core/collector.ts'
import { binaryFormats } from './binary-formats.ts'
import { bpf } from './bpf.ts'
import { containers } from './containers.ts'
import { discrepancies } from './discrepancies.ts'
import { files } from './files.ts'
import { gpu } from './gpu.ts'
import { kernel } from './kernel.ts'
import { logFiles } from './log-files.ts'
import { logins } from './logins.ts'
import { modules } from './modules.ts'
import { mounts } from './mounts.ts'
import { nameResolution } from './name-resolution.ts'
import { network } from './network.ts'
import { packages } from './packages.ts'
import { processes } from './processes.ts'
import { securityAgents } from './security-agents.ts'
import { self } from './self.ts'
import { sockets } from './sockets.ts'
import { sshKeys } from './ssh-keys.ts'
import { sshLogins } from './ssh-logins.ts'
import { sshdSettings } from './sshd-settings.ts'
import { sudoRules } from './sudo-rules.ts'
import { users } from './users.ts'
import { verifications } from './verifications.ts'
import { vitals } from './vitals.ts'

export const collectors: readonly Collector[] = [
  kernel,
  modules,
  mounts,
  binaryFormats,
  bpf,
  self,
  vitals,
  processes,
  sockets,
  gpu,
  containers,
  packages,
  verifications,
  files,
  users,
  sudoRules,
  sshdSettings,
  sshKeys,
  logins,
  sshLogins,
  nameResolution,
  network,
  logFiles,
  securityAgents,
  discrepancies,
]
