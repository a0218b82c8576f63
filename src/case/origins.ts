// Asks the processes and files of an incident where they came from, as long as they are there to be asked.
import type { EntityId } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { Facts } from '../core/facts.ts'
import type { Ancestor, FileOrigin, Origins, ProcessOrigin } from '../core/origin.ts'

const mostProcesses = 500
const mostFiles = 2000
const mostAncestors = 16
const longestValue = 200
/**
 * Variables that sshd, sudo, systemd, cron, databases, application servers, build servers, package managers and containers hand down to what they start
 * (their manual pages); values of names that sound like secrets are left out.
 */
const telling =
  /^(?:SSH_(?:CONNECTION|CLIENT|TTY|ORIGINAL_COMMAND)|SUDO_(?:USER|UID|COMMAND)|XDG_SESSION_ID|INVOCATION_ID|JOURNAL_STREAM|LOGNAME|USER|HOME|PWD|OLDPWD|SHELL|MAILTO|REMOTE_ADDR|REQUEST_URI|SCRIPT_NAME|SCRIPT_FILENAME|QUERY_STRING|REQUEST_METHOD|HTTP_USER_AGENT|HTTP_HOST|GATEWAY_INTERFACE|SERVER_SOFTWARE|PGDATA|PG_\w+|REDIS_\w+|MYSQL_\w+|CATALINA_(?:HOME|BASE|OPTS)|JENKINS_(?:HOME|URL)|BUILD_(?:ID|NUMBER|URL)|JOB_NAME|HADOOP_\w+|CONTAINER_ID|YARN_\w+|KUBERNETES_SERVICE_HOST|container|npm_(?:config_\w+|package_name|package_version|lifecycle_event|lifecycle_script|command|execpath)|PIP_\w+|NODE_ENV|NEXT_\w+|PM2_HOME|pm_id|pm_exec_path|CONFLUENCE_HOME|ACTIVEMQ_\w+|DOMAIN_HOME|WL_HOME|XXL_JOB_\w+|CI|CI_(?:JOB_(?:ID|URL|NAME)|PROJECT_(?:URL|PATH))|GITLAB_CI|GITHUB_(?:ACTIONS|REPOSITORY|WORKFLOW|RUN_ID))=/
const secret = /^\w*(?:PASS|SECRET|TOKEN|KEY|CREDENTIAL|AUTH)\w*=/i

export function originsOf(facts: Facts, members: readonly EntityId[]): Origins {
  const wanted = new Set(members)
  const byId = new Map(facts.processes.map(p => [p.id, p]))
  const byPid = new Map(facts.processes.map(p => [p.pid, p]))
  return {
    processes: facts.processes
      .filter(p => wanted.has(p.id))
      .slice(0, mostProcesses)
      .map(p => processOrigin(p, ancestorsOf(p, byId, byPid))),
    files: facts.files
      .filter(f => wanted.has(f.id))
      .slice(0, mostFiles)
      .map(({ id, path, stat }): FileOrigin => {
        const { uid, ino, dev, size, btime, ctime, mtime } = stat
        return { id, path, uid, ino, dev, size, btime, ctime, mtime }
      }),
  }
}

function processOrigin(p: Process, ancestors: readonly Ancestor[]): ProcessOrigin {
  return {
    id: p.id,
    pid: p.pid,
    name: p.name,
    exe: p.exe?.path ?? '',
    startedAt: p.startedAt,
    uid: p.uid,
    loginUid: p.loginUid,
    cpuSeconds: p.cpuSeconds,
    cores: p.demand?.cpu,
    cgroup: p.cgroup.map(line => line.slice(line.indexOf(':', line.indexOf(':') + 1) + 1)).find(path => path !== '/') ?? '',
    container: p.container,
    cwd: p.cwd ?? '',
    environ: p.environ.filter(v => telling.test(v) && !secret.test(v)).map(v => v.slice(0, longestValue)),
    ancestors,
  }
}

function ancestorsOf(child: Process, byId: ReadonlyMap<EntityId, Process>, byPid: ReadonlyMap<number, Process>): readonly Ancestor[] {
  const found: Ancestor[] = []
  const parentOf = (p: Process): Process | undefined => (p.parent === undefined ? byPid.get(p.ppid) : byId.get(p.parent))
  for (let at = parentOf(child); at !== undefined && found.length < mostAncestors; at = parentOf(at)) {
    if (at === child || found.some(({ pid }) => pid === at?.pid)) break
    found.push({ pid: at.pid, name: at.name, exe: at.exe?.path ?? '', uid: at.uid })
  }
  return found
}
