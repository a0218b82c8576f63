// All kinds of log that davylamp reads, in the order in which they are tried on collected files of any name.
import type { LogFormat } from '../../core/log-format.ts'
import { applicationLog } from './application-log.ts'
import { auditLog } from './audit-log.ts'
import { authLog } from './auth-log.ts'
import { btmpLog } from './btmp.ts'
import { alibabaAssist, amazonSsm, azureAgent, cloudInit, tencentTat } from './cloud-agents.ts'
import { criLog, dockerJsonLog } from './container-log.ts'
import { cronLog } from './cron-log.ts'
import { cronMail } from './cron-mail.ts'
import { dockerContainerState } from './docker-container.ts'
import { dockerEvents } from './docker-events.ts'
import { dockerdLog } from './dockerd-log.ts'
import { gitlabAudit } from './gitlab-audit.ts'
import { guardAgents } from './guard-agents.ts'
import { fail2banLog, suricataEve } from './guards.ts'
import { bashHistory, clientHistory, databaseHistory, fishHistory, vimInfo, zshHistory } from './histories.ts'
import { iisLog } from './iis.ts'
import { journalLog } from './journal.ts'
import { kernLog } from './kern-log.ts'
import { kubeletLog } from './kubelet-log.ts'
import { kubernetesAudit } from './kubernetes-audit.ts'
import { lastlogLog } from './last-logins.ts'
import { lastlog2Log, wtmpdbLog } from './login-databases.ts'
import { mailLog } from './mail-log.ts'
import { mysqlAudit } from './mysql-audit.ts'
import { mysqlLog } from './mysql-log.ts'
import { jupyterLog, rayEvents } from './notebooks.ts'
import { npmLog } from './npm-log.ts'
import { apkLog, aptHistory, dpkgLog, rpmLog, zypperHistory } from './package-logs.ts'
import { aptTerminal, nodeInstallers } from './package-terminals.ts'
import { laravelLog, thinkphpLog } from './php-frameworks.ts'
import { phpLog } from './php-log.ts'
import { pipLog } from './pip-log.ts'
import { postgresqlLog } from './postgresql-log.ts'
import { postgresqlCsv, postgresqlJson } from './postgresql-records.ts'
import { proxyLog } from './proxy-log.ts'
import { redisLog } from './redis-log.ts'
import { ftpLog, kerberosLog, openvpnLog } from './remote-access.ts'
import { aideLog, clamavLog, rkhunterLog, wazuhAlerts } from './security-scanners.ts'
import { syslog } from './syslog.ts'
import { syslogJson } from './syslog-json.ts'
import { webAccess } from './web-access.ts'
import { apacheError, nginxError } from './web-error.ts'
import { webJson } from './web-json.ts'
import { webLayout } from './web-layout.ts'
import { wtmpLog } from './wtmp.ts'

export const logFormats: readonly LogFormat[] = [
  authLog,
  syslog,
  kernLog,
  cronLog,
  mailLog,
  cronMail,
  auditLog,
  dpkgLog,
  aptHistory,
  rpmLog,
  zypperHistory,
  apkLog,
  bashHistory,
  zshHistory,
  fishHistory,
  databaseHistory,
  clientHistory,
  vimInfo,
  fail2banLog,
  suricataEve,
  alibabaAssist,
  tencentTat,
  amazonSsm,
  azureAgent,
  cloudInit,
  journalLog,
  wtmpLog,
  btmpLog,
  lastlogLog,
  lastlog2Log,
  wtmpdbLog,
  webAccess,
  redisLog,
  postgresqlLog,
  nginxError,
  apacheError,
  phpLog,
  dockerJsonLog,
  criLog,
  dockerContainerState,
  dockerdLog,
  kubeletLog,
  kubernetesAudit,
  mysqlLog,
  npmLog,
  pipLog,
  postgresqlCsv,
  postgresqlJson,
  webJson,
  webLayout,
  iisLog,
  proxyLog,
  dockerEvents,
  gitlabAudit,
  guardAgents,
  jupyterLog,
  rayEvents,
  mysqlAudit,
  aptTerminal,
  nodeInstallers,
  laravelLog,
  thinkphpLog,
  ftpLog,
  kerberosLog,
  openvpnLog,
  aideLog,
  clamavLog,
  rkhunterLog,
  wazuhAlerts,
  syslogJson,
  applicationLog,
]
