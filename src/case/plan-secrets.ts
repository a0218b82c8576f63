// Secrets that the malware could read on this host, and that must therefore be taken for known.
import { type EntityId, entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import { isGap } from '../core/gap.ts'
import type { Advice } from '../core/plan.ts'
import { type Ground, text } from './plan-draft.ts'
import { suspectsOf } from './plan-processes.ts'

const ofAHome = [
  '.aws/credentials',
  '.azure/accessTokens.json',
  '.azure/msal_token_cache.json',
  '.config/gcloud/credentials.db',
  '.config/gcloud/application_default_credentials.json',
  '.aliyun/config.json',
  '.tccli/default.credential',
  '.kube/config',
  '.docker/config.json',
  '.git-credentials',
  '.config/gh/hosts.yml',
  '.netrc',
  '.npmrc',
  '.pypirc',
  '.pgpass',
  '.my.cnf',
  '.vault-token',
  '.terraform.d/credentials.tfrc.json',
  '.s3cfg',
  '.config/rclone/rclone.conf',
]
const ofTheHost = [
  '/etc/shadow',
  '/etc/kubernetes/admin.conf',
  '/etc/rancher/k3s/k3s.yaml',
  '/var/run/secrets/kubernetes.io/serviceaccount/token',
  '/etc/ssh/ssh_host_rsa_key',
  '/etc/ssh/ssh_host_ed25519_key',
  '/etc/ssh/ssh_host_ecdsa_key',
  '/etc/redis/redis.conf',
  '/etc/mysql/debian.cnf',
]
const privateKey = /^(?:id_\w+|.*\.pem|.*_rsa|.*_ed25519)$/
const telling = /KEY|SECRET|TOKEN|PASS(?:W|$|_)|(?<!^|^OLD)PWD$|CREDENTIAL|_DSN|DATABASE_URL|CONNECTION_STRING|_AUTH/i
const database = /^(?:postgres|mysqld|mariadbd|mongod|redis-server|valkey-server|clickhouse|elasticsearch)/
const mostEntries = 1000

/** What to rotate, by what lay within reach; nothing is opened, only its presence is seen. */
export function secretsAdvice(ground: Ground): readonly Advice[] {
  const files = readableSecrets(ground)
  const names = [
    ...new Set(
      suspectsOf(ground)
        .flatMap(p => p.environ.map(nameOfVariable))
        .filter(n => telling.test(n)),
    ),
  ].slice(0, 50)
  const databases = [...new Set(ground.facts.processes.filter(p => database.test(p.name)).map(p => p.name))]
  const advice: Advice[] = []
  if (files.length > 0)
    advice.push({
      title: text(
        `更换恶意程序有权读取的密钥与凭据(${files.length} 个文件),并在签发方吊销旧的`,
        `rotate the keys and credentials the malware could read (${files.length} files), and revoke the old ones where they were issued`,
      ),
      targets: files.map(path => entity('file', path)),
    })
  if (names.length > 0)
    advice.push({
      title: text(
        `更换恶意进程环境变量中的凭据:${names.join('、')}`,
        `rotate the credentials in the environment of the malware: ${names.join(', ')}`,
      ),
      targets: suspectsOf(ground).map(p => p.id),
    })
  if (databases.length > 0)
    advice.push({
      title: text(
        `更换本机数据库的口令并检查新增的用户与定时任务:${databases.join('、')}`,
        `change the passwords of the databases of this host and look for new users and jobs in them: ${databases.join(', ')}`,
      ),
      targets: ground.facts.processes.filter(p => database.test(p.name)).map(p => p.id),
    })
  return advice
}

function nameOfVariable(variable: string): string {
  return variable.slice(0, Math.max(variable.indexOf('='), 0)).slice(0, 60)
}

function readableSecrets(ground: Ground): readonly string[] {
  const uids = reachOf(ground)
  const all = uids.has(0)
  const homes = ground.facts.users.filter(u => (all || uids.has(u.uid)) && u.home.length > 1).map(u => u.home)
  const files = [...new Set(homes)].flatMap(home => [...ofAHome.map(name => `${home}/${name}`), ...keysIn(`${home}/.ssh`, ground)])
  return [...files, ...(all ? ofTheHost : [])].filter(path => {
    const stat = ground.host.files.lstat(path)
    return !isGap(stat) && stat.type === 'file' && stat.size > 0
  })
}

function keysIn(directory: string, { host }: Ground): readonly string[] {
  const entries = host.files.list(directory, mostEntries)
  if (isGap(entries)) return []
  return entries.filter(e => e.type === 'file' && privateKey.test(e.name) && !e.name.endsWith('.pub')).map(e => `${directory}/${e.name}`)
}

/** User ids the malware ran as or could come to run as. */
function reachOf(ground: Ground): ReadonlySet<number> {
  const { facts, accused } = ground
  const uids = new Set(suspectsOf(ground).map((p: Process) => p.euid))
  const is = (id: EntityId): boolean => accused.has(id)
  for (const { id, stat } of facts.files) if (is(id)) uids.add(stat.uid)
  for (const { id, user } of facts.autostarts) {
    const uid = is(id) ? facts.users.find(u => u.name === user)?.uid : undefined
    if (uid !== undefined) uids.add(uid)
  }
  return uids
}
