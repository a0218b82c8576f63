// Services that a host has, by the files they leave, and the settings by which they stand open: also told of a disk, on which nothing runs.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import { glob } from '../core/glob.ts'
import type { Files, HostView } from '../core/host.ts'
import type { StandingClues } from '../core/trace.ts'

type Service = StandingClues['services'][number]

export interface Footprints {
  readonly services: readonly Service[]
  /** "redis.requirepass=", "postgresql.hba=host all all 0.0.0.0/0 trust", in lower case. */
  readonly settings: readonly string[]
}

/** Where a service lies when it was installed, by its packages or by hand. */
const places: Readonly<Record<string, readonly string[]>> = {
  sshd: ['/usr/sbin/sshd', '/etc/ssh/sshd_config'],
  'redis-server': [
    '/usr/bin/redis-server',
    '/usr/local/bin/redis-server',
    '/etc/redis/redis.conf',
    '/etc/redis.conf',
    '/usr/bin/valkey-server',
    '/var/lib/redis',
  ],
  dockerd: ['/usr/bin/dockerd', '/etc/docker/daemon.json', '/var/lib/docker'],
  containerd: ['/usr/bin/containerd'],
  kubelet: ['/usr/bin/kubelet', '/var/lib/kubelet/config.yaml'],
  'kube-apiserver': ['/etc/kubernetes/manifests/kube-apiserver.yaml'],
  k3s: ['/usr/local/bin/k3s'],
  jenkins: ['/var/lib/jenkins', '/usr/share/java/jenkins.war', '/usr/share/jenkins'],
  confluence: ['/opt/atlassian/confluence', '/var/atlassian/application-data/confluence'],
  activemq: ['/opt/activemq', '/opt/apache-activemq*', '/usr/share/activemq'],
  weblogic: ['/u01/oracle', '/opt/oracle/weblogic*', '/home/*/Oracle/Middleware'],
  'php-fpm': ['/usr/sbin/php-fpm*', '/etc/php/*/fpm', '/usr/bin/php'],
  'next-server': [
    '/*/node_modules/next',
    '/opt/*/node_modules/next',
    '/srv/*/node_modules/next',
    '/var/www/*/node_modules/next',
    '/home/*/*/node_modules/next',
  ],
  pm2: ['/root/.pm2', '/home/*/.pm2'],
  postgres: ['/usr/lib/postgresql/*/bin/postgres', '/usr/bin/postgres', '/usr/pgsql-*/bin/postgres', '/etc/postgresql'],
  mysqld: ['/usr/sbin/mysqld', '/usr/libexec/mysqld', '/usr/sbin/mariadbd'],
  yarn: ['/opt/hadoop*', '/usr/local/hadoop*', '/etc/hadoop'],
  'xxl-job': ['/opt/xxl-job*', '/data/applogs/xxl-job'],
  nacos: ['/opt/nacos', '/usr/local/nacos', '/home/nacos'],
  nginx: ['/usr/sbin/nginx', '/usr/local/nginx/sbin/nginx', '/etc/nginx/nginx.conf'],
  apache2: ['/usr/sbin/apache2', '/usr/sbin/httpd'],
  tomcat: ['/opt/tomcat*', '/usr/share/tomcat*', '/var/lib/tomcat*'],
  node: ['/usr/bin/node', '/usr/local/bin/node'],
  npm: ['/usr/bin/npm', '/usr/local/bin/npm'],
  pip: ['/usr/bin/pip3', '/usr/local/bin/pip3', '/usr/bin/pip'],
  aliyun_assist: ['/usr/local/share/aliyun-assist'],
  'amazon-ssm-agent': ['/usr/bin/amazon-ssm-agent', '/snap/amazon-ssm-agent'],
  tat_agent: ['/usr/local/qcloud/tat_agent'],
  google_guest_agent: ['/usr/bin/google_guest_agent'],
  waagent: ['/usr/sbin/waagent'],
}

export function footprintsOf({ files }: HostView): Footprints {
  const found = Object.entries(places).flatMap(([name, paths]) => {
    const path = paths.find(pattern => isThere(files, pattern))
    return path === undefined ? [] : [{ name, path, listens: listensOf(name, files) }]
  })
  return { services: found, settings: settingsOf(files) }
}

function isThere(files: Files, pattern: string): boolean {
  return pattern.includes('*') ? glob(files, pattern, 50).length > 0 : !isGap(files.stat(pattern))
}

function lines(files: Files, path: string): readonly string[] {
  const content = files.read(path, 256 << 10)
  if (isGap(content)) return []
  return textOf(content.bytes)
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#') && !line.startsWith('//'))
}

/** The value of the last line with this keyword; undefined when there is none. */
function settingIn(text: readonly string[], key: RegExp): string | undefined {
  return text.map(line => key.exec(line)?.[1]?.trim()).findLast(value => value !== undefined)
}

const redisFiles = ['/etc/redis/redis.conf', '/etc/redis.conf', '/etc/valkey/valkey.conf', '/usr/local/etc/redis/redis.conf']

/** Where it listens by its settings: only for what is told plainly. */
function listensOf(name: string, files: Files): readonly string[] {
  if (name === 'redis-server') {
    const text = redisFiles.flatMap(path => lines(files, path))
    const bind = settingIn(text, /^bind\s+(.+)$/)
    const port = settingIn(text, /^port\s+(\d{1,5})/) ?? '6379'
    if (bind !== undefined) return bind.split(/\s+/).map(address => `${address.replace(/^-/, '')}:${port}`)
    return text.length === 0 || settingIn(text, /^protected-mode\s+(\w+)/) !== 'no' ? [] : [`0.0.0.0:${port}`]
  }
  if (name === 'postgres') {
    const text = glob(files, '/etc/postgresql/*/*/postgresql.conf', 8)
      .concat('/var/lib/pgsql/data/postgresql.conf')
      .flatMap(path => lines(files, path))
    const value = settingIn(text, /^listen_addresses\s*=\s*'([^']*)'/)
    return value === undefined ? [] : value.split(',').map(address => `${address.trim() === '*' ? '0.0.0.0' : address.trim()}:5432`)
  }
  if (name === 'mysqld') {
    const text = glob(files, '/etc/mysql/*.conf.d/*.cnf', 20)
      .concat('/etc/my.cnf')
      .flatMap(path => lines(files, path))
    const value = settingIn(text, /^bind[-_]address\s*=\s*(\S+)/)
    return value === undefined ? [] : [`${value}:3306`]
  }
  if (name === 'dockerd') return dockerHosts(files).flatMap(host => (host.startsWith('tcp://') ? [host.slice(6)] : []))
  return []
}

/** From daemon.json and from the command line in units. */
function dockerHosts(files: Files): readonly string[] {
  const texts = [
    '/etc/docker/daemon.json',
    '/lib/systemd/system/docker.service',
    '/etc/systemd/system/docker.service',
    '/etc/default/docker',
  ]
    .concat(glob(files, '/etc/systemd/system/docker.service.d/*.conf', 20))
    .flatMap(path => lines(files, path))
  return [...texts.join('\n').matchAll(/\btcp:\/\/[\w.:[\]]{1,60}/g)].map(m => m[0])
}

function settingsOf(files: Files): readonly string[] {
  const redis = redisFiles.flatMap(path => lines(files, path))
  const settings: string[] = []
  if (redis.length > 0) {
    settings.push(`redis.requirepass=${(settingIn(redis, /^requirepass\s+(.+)$/) ?? '') === '' ? '' : 'set'}`)
    settings.push(`redis.protected-mode=${settingIn(redis, /^protected-mode\s+(\w+)/) ?? 'yes'}`)
  }
  for (const path of glob(files, '/etc/postgresql/*/*/pg_hba.conf', 8).concat('/var/lib/pgsql/data/pg_hba.conf'))
    for (const line of lines(files, path))
      if (/^host\w*\s.*\s(?:0\.0\.0\.0\/0|::\/0|all)\s+(?:trust|md5|password|scram)/.test(line))
        settings.push(`postgresql.hba=${line.replace(/\s+/g, ' ')}`)
  const kubelet = lines(files, '/var/lib/kubelet/config.yaml').join('\n')
  if (/anonymous:\s*\n?\s*enabled:\s*true/.test(kubelet)) settings.push('kubelet.anonymous=true')
  for (const host of dockerHosts(files)) settings.push(`docker.tcp=${host}`)
  return settings.map(s => s.toLowerCase())
}
