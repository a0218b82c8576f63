// Secrets that the malware could read on this host, and that must therefore be taken for known: the most urgent first, each with its hour.
import { type EntityId, entity } from '../core/entity.ts'
import { isGap } from '../core/gap.ts'
import { type Advice, type Deadline, deadlines } from '../core/plan.ts'
import type { Text } from '../core/text.ts'
import { cloudOf } from './plan-cloud.ts'
import { type Ground, text } from './plan-draft.ts'
import { type Reach, reachOf } from './plan-reach.ts'

interface Kind {
  readonly by: Deadline
  readonly what: Text
  /** Below every home. */
  readonly homes?: readonly string[]
  readonly files?: readonly string[]
}

const kinds: readonly Kind[] = [
  {
    by: 'hour',
    what: text('吊销并更换这些云与集群凭据', 'revoke and replace these cloud and cluster credentials'),
    homes: [
      '.aws/credentials',
      '.azure/accessTokens.json',
      '.azure/msal_token_cache.json',
      '.config/gcloud/credentials.db',
      '.config/gcloud/application_default_credentials.json',
      '.aliyun/config.json',
      '.tccli/default.credential',
      '.hcloud/config.json',
      '.kube/config',
      '.vault-token',
      '.terraform.d/credentials.tfrc.json',
      '.s3cfg',
      '.config/rclone/rclone.conf',
      '.oci/config',
    ],
    files: [
      '/etc/kubernetes/admin.conf',
      '/etc/kubernetes/kubelet.conf',
      '/etc/rancher/k3s/k3s.yaml',
      '/var/run/secrets/kubernetes.io/serviceaccount/token',
    ],
  },
  {
    by: 'day',
    what: text('更换这些代码与镜像仓库的令牌', 'replace these tokens of code and image registries'),
    homes: [
      '.git-credentials',
      '.config/gh/hosts.yml',
      '.config/glab-cli/config.yml',
      '.netrc',
      '.npmrc',
      '.pypirc',
      '.docker/config.json',
      '.m2/settings.xml',
      '.composer/auth.json',
    ],
  },
  {
    by: 'day',
    what: text('更换这些文件中的数据库口令', 'change the database passwords in these files'),
    homes: ['.pgpass', '.my.cnf', '.mongorc.js'],
    files: ['/etc/redis/redis.conf', '/etc/mysql/debian.cnf', '/etc/mongod.conf'],
  },
]
const hostKeys = ['/etc/ssh/ssh_host_rsa_key', '/etc/ssh/ssh_host_ed25519_key', '/etc/ssh/ssh_host_ecdsa_key']

/** Where web applications and services keep passwords, below their own directory. */
const settings = [
  '.env',
  '.env.production',
  '.env.local',
  'wp-config.php',
  'configuration.php',
  'LocalSettings.php',
  'config/database.yml',
  'config/secrets.yml',
  'config/master.key',
  'config/config.php',
  'sites/default/settings.php',
  'app/etc/env.php',
  'application.yml',
  'application.properties',
  'config/application.yml',
  'config/application.properties',
  'appsettings.json',
  'appsettings.Production.json',
  'settings.py',
  'docker-compose.yml',
]
const parents = ['/var/www', '/var/www/html', '/srv', '/srv/www', '/opt', '/app', '/data', '/usr/share/nginx', '/www/wwwroot']
const privateKey = /^(?:id_\w+|.*\.pem|.*_rsa|.*_ed25519)$/
const telling = /KEYS?(?:$|_)|SECRET|TOKEN|(?<!BY)PASS(?:W|$|_)|(?<!^|^OLD)PWD$|CREDENTIAL|_DSN|DATABASE_URL|CONNECTION_STRING|_AUTH/i
/** Where to ask, not what to answer. */
const places = /^(?:\w+_ASKPASS|SSH_AUTH_SOCK|CREDENTIALS_DIRECTORY|PASSWORD_STORE_DIR|\w*KEYRING\w*|\w*KEYMAP|\w+_KEYTIMEOUT)$/
const database = /^(?:postgres|mysqld|mariadbd|mongod|redis-server|valkey-server|clickhouse|elasticsearch)/
const mostEntries = 1000
const mostApplications = 300
const mostNamed = 3

/** What to rotate, by what lay within reach; nothing is opened, only that it is there and may be read is seen. */
export function secretsAdvice(ground: Ground): readonly Advice[] {
  const reach = reachOf(ground)
  if (reach.uids.size === 0 && reach.processes.length === 0) return []
  const homes = [...new Set(ground.facts.users.map(u => u.home).filter(home => home.length > 1))]
  const advice: readonly (readonly [Deadline, Advice | undefined])[] = [
    ['hour', cloudRole(ground)],
    ['hour', environments(reach)],
    ...kinds.map(({ by, what, homes: below = [], files = [] }) => {
      const paths = [...homes.flatMap(home => below.map(name => `${home}/${name}`)), ...files]
      return [by, ofFiles(what, paths.filter(reach.canRead))] as const
    }),
    ['day', ofFiles(sshKeys, homes.flatMap(home => keysIn(`${home}/.ssh`, ground)).filter(reach.canRead))],
    ['day', ofFiles(applications, settingsIn(ground, reach).filter(reach.canRead))],
    ['day', databases(ground)],
    ['week', passwords(reach)],
    ['week', ofFiles(serverKeys, hostKeys.filter(reach.canRead))],
  ]
  return deadlines.flatMap(due => advice.flatMap(([by, one]) => (by === due && one !== undefined ? [{ ...one, by }] : [])))
}

const sshKeys = text(
  '更换这些 SSH 私钥,并从各主机的 authorized_keys 中删去其公钥',
  'replace these SSH keys, also in authorized_keys on every host',
)
const applications = text('更换这些应用配置中的口令与密钥', 'change the passwords and keys in these application settings')
const serverKeys = text('重新生成这些 SSH 主机密钥', 'make the SSH keys of this host anew')

function ofFiles({ zh, en }: Text, paths: readonly string[]): Advice | undefined {
  const unique = [...new Set(paths)]
  if (unique.length === 0) return undefined
  const rest = unique.length > mostNamed ? ` +${unique.length - mostNamed}` : ''
  const named = unique.slice(0, mostNamed)
  return {
    title: text(`${zh}:${named.join('、')}${rest}`, `${en}: ${named.join(', ')}${rest}`),
    targets: unique.map(path => entity('file', path)),
  }
}

/** Any process may ask the metadata service: nothing on the host tells whether one did. */
function cloudRole({ host }: Ground): Advice | undefined {
  const cloud = cloudOf(host)
  if (cloud === undefined) return undefined
  const { name, metadata, role } = cloud
  return {
    title: text(
      `恶意程序可从元数据服务 ${metadata} 取得 ${name.zh} 的凭证,请作废:${role.zh}`,
      `the malware could fetch credentials from the metadata service ${metadata} of ${name.en}: revoke ${role.en}`,
    ),
    targets: [],
  }
}

function environments({ processes }: Reach): Advice | undefined {
  const found = new Map<string, Set<string>>()
  const targets: EntityId[] = []
  for (const { id, name, environ } of processes) {
    const names = environ.map(nameOfVariable).filter(variable => telling.test(variable) && !places.test(variable))
    if (names.length === 0) continue
    targets.push(id)
    const known = found.get(name) ?? new Set()
    for (const variable of names) known.add(variable)
    found.set(name, known)
  }
  if (targets.length === 0) return undefined
  const told = [...found].slice(0, 4).map(([name, variables]) => `${name}: ${[...variables].slice(0, 6).join(', ')}`)
  const rest = found.size > told.length ? ` +${found.size - told.length}` : ''
  return {
    title: text(
      `更换恶意程序能从进程环境变量中读到的凭据(${told.join(';')}${rest})`,
      `rotate the credentials it could read in the environment of processes (${told.join('; ')}${rest})`,
    ),
    targets,
  }
}

/** A variable without a value hides nothing. */
function nameOfVariable(variable: string): string {
  const end = variable.indexOf('=')
  return end > 0 && end < variable.length - 1 ? variable.slice(0, end).slice(0, 60) : ''
}

function databases({ facts }: Ground): Advice | undefined {
  const running = facts.processes.filter(p => database.test(p.name))
  if (running.length === 0) return undefined
  const names = [...new Set(running.map(p => p.name))]
  return {
    title: text(
      `更换本机数据库的口令,并检查其中新增的用户、定时任务与扩展:${names.join('、')}`,
      `change the passwords of the databases of this host, and look for new users, jobs and extensions in them: ${names.join(', ')}`,
    ),
    targets: running.map(p => p.id),
  }
}

/** The hashes can be tried out elsewhere, without anybody noticing. */
function passwords({ canRead }: Reach): Advice | undefined {
  return canRead('/etc/shadow')
    ? {
        title: text(
          '更换本机所有账户的口令(/etc/shadow 可能已被读取)',
          'change the passwords of all accounts of this host: /etc/shadow could be read',
        ),
        targets: [entity('file', '/etc/shadow')],
      }
    : undefined
}

function keysIn(directory: string, { host }: Ground): readonly string[] {
  const entries = host.files.list(directory, mostEntries)
  if (isGap(entries)) return []
  return entries.filter(e => e.type === 'file' && privateKey.test(e.name) && !e.name.endsWith('.pub')).map(e => `${directory}/${e.name}`)
}

/** Directories of applications: where their processes work, and what lies in the usual places. */
function settingsIn({ facts, host }: Ground, { uids }: Reach): readonly string[] {
  const below = parents.flatMap(parent => {
    const entries = host.files.list(parent, mostEntries)
    return isGap(entries) ? [] : [parent, ...entries.filter(e => e.type === 'directory').map(e => `${parent}/${e.name}`)]
  })
  const working = facts.processes
    .filter(p => p.container === undefined && p.root === undefined && (uids.has(0) || uids.has(p.uid)))
    .flatMap(p => (p.cwd === undefined || p.cwd === '/' ? [] : [p.cwd]))
  return [...new Set([...below, ...working])].slice(0, mostApplications).flatMap(directory => settings.map(name => `${directory}/${name}`))
}
