// All kinds of message that syslog files and the journal carry.
import { accountMessages } from './accounts.ts'
import { auditMessages } from './audit.ts'
import { buildRunnerMessages } from './build-runners.ts'
import { cloudMessages } from './cloud.ts'
import { cronMessages } from './cron.ts'
import { kerberosMessages } from './directory.ts'
import { dockerMessages } from './dockerd.ts'
import { dropbearMessages } from './dropbear.ts'
import { kernelMessages } from './kernel.ts'
import type { MessageKind } from './kind.ts'
import { kubeletMessages } from './kubelet.ts'
import { keeperMessages } from './log-keepers.ts'
import { mailMessages } from './mail.ts'
import { mysqlMessages } from './mysql.ts'
import { outputMessages } from './output.ts'
import { panelMessages } from './panels.ts'
import { postgresqlMessages } from './postgresql.ts'
import { polkitMessages, sudoMessages, suMessages } from './privilege.ts'
import { redisMessages } from './redis.ts'
import { clamMessages, rkhunterMessages } from './scanners.ts'
import { logindMessages, loginMessages, pamMessages } from './sessions.ts'
import { sshdMessages } from './sshd.ts'
import { clockMessages, systemdMessages } from './systemd.ts'
import { ftpMessages, sftpMessages } from './transfers.ts'
import { vpnMessages } from './vpn.ts'

export const messageKinds: readonly MessageKind[] = [
  sshdMessages,
  accountMessages,
  sudoMessages,
  suMessages,
  polkitMessages,
  logindMessages,
  loginMessages,
  cronMessages,
  kernelMessages,
  systemdMessages,
  clockMessages,
  cloudMessages,
  buildRunnerMessages,
  redisMessages,
  postgresqlMessages,
  mysqlMessages,
  dockerMessages,
  kubeletMessages,
  auditMessages,
  keeperMessages,
  mailMessages,
  dropbearMessages,
  sftpMessages,
  ftpMessages,
  vpnMessages,
  kerberosMessages,
  clamMessages,
  rkhunterMessages,
  panelMessages,
  outputMessages,
  pamMessages,
]
