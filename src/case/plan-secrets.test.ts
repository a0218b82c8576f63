// Which secrets are to be rotated and by when: what an account could read, in files, in the environment of others, from the cloud; never a value.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf, userOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import type { Container } from '../core/facts/container.ts'
import type { Process } from '../core/facts/process.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Incident } from '../core/incident.ts'
import { adviceText } from '../core/words.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { accusedOf } from './accused.ts'
import { secretsAdvice } from './plan-secrets.ts'

function told(suspect: Process, rows: Partial<Facts>, tree: Readonly<Record<string, Node>> = {}): readonly string[] {
  const findings = [findingOf({ about: [suspect.id] })] as const
  const incident: Incident = { id: 'I', host: 'h', verdict: 'mining', confidence: 1, findings, members: [], edges: [], timeline: [] }
  const facts = factsOf({ ...rows, processes: [suspect, ...(rows.processes ?? [])] })
  const advice = secretsAdvice({ incident, facts, host: memoryHost(tree), accused: accusedOf(incident, facts) })
  for (const one of advice) assert.match(adviceText(one).zh, /^【(?:1 小时内|今天内|本周内)】/)
  return advice.map(one => adviceText(one).en)
}

const users = [
  userOf({ name: 'root', uid: 0, gid: 0, home: '/root' }),
  userOf({ name: 'www-data', uid: 33, gid: 33, home: '/var/www' }),
  userOf({ name: 'deploy', uid: 1001, gid: 1001, home: '/home/deploy' }),
]
const shut = { content: 'secret', mode: 0o600 } as const
const tree: Record<string, Node> = {
  '/root/': { mode: 0o700 },
  '/root/.aws/credentials': 'world-readable, but nobody may enter',
  '/root/.ssh/id_ed25519': shut,
  '/home/deploy/.kube/config': shut,
  '/etc/shadow': shut,
  '/etc/ssh/ssh_host_rsa_key': shut,
  '/var/www/shop/wp-config.php': { content: 'x', mode: 0o640, uid: 0, gid: 33 },
  '/var/www/shop/.env': { content: 'x', mode: 0o600, uid: 1001 },
  '/opt/crm/config/database.yml': { content: 'x', mode: 0o644 },
  '/opt/empty/.env': '',
}
const web = processOf({ pid: 70, name: 'x', uid: 33, euid: 33 })

test('an account reads what its mode bits and every directory above allow, and the environment of its own processes', () => {
  const processes = [
    processOf({
      pid: 50,
      name: 'php-fpm',
      uid: 33,
      environ: ['DB_PASSWORD=hunter2', 'PATH=/bin', 'SYSTEMD_NSS_BYPASS=1', 'KEYMAP=us', 'SSH_AUTH_SOCK=/x', 'API_TOKEN='],
    }),
    processOf({ pid: 51, name: 'node', uid: 1001, environ: ['AWS_SECRET_ACCESS_KEY=zzz'] }),
    processOf({ pid: 52, name: 'postgres', uid: 110 }),
  ]
  assert.deepEqual(told(web, { users, processes }, tree), [
    'within the hour: rotate the credentials it could read in the environment of processes (php-fpm: DB_PASSWORD)',
    'today: change the passwords and keys in these application settings: /var/www/shop/wp-config.php, /opt/crm/config/database.yml',
    'today: change the passwords of the databases of this host, and look for new users, jobs and extensions in them: postgres',
  ])
})

test('root reads everything, the most urgent comes first', () => {
  const all = told(processOf({ ...web, uid: 0, euid: 0 }), { users }, tree)
  assert.deepEqual(
    all.map(title => title.replace(/^(within the hour|today|this week): (\S+ \S+).*$/, '$1: $2')),
    ['within the hour: revoke and', 'today: replace these', 'today: change the', 'this week: change the', 'this week: make the'],
  )
  assert.match(all[0]!, /: \/root\/\.aws\/credentials, \/home\/deploy\/\.kube\/config$/)
  assert.match(all[2]!, /\.env, .*wp-config\.php, .*database\.yml$/)
})

test('in a container it reads the environment of that container, on the host nothing, unless the container is open to the host', () => {
  const inside = processOf({ ...web, uid: 0, euid: 0, container: 'container:c1' })
  const beside = processOf({ pid: 60, name: 'java', uid: 999, container: 'container:c1', environ: ['SPRING_DATASOURCE_PASSWORD=x'] })
  const other = processOf({ pid: 61, name: 'go', uid: 0, container: 'container:c2', environ: ['VAULT_TOKEN=x'] })
  const container = { id: 'container:c1', privileged: false, hostMounts: ['/srv/data'] } as unknown as Container
  const processes = [beside, other]
  const closed = told(inside, { users, processes, containers: [container] }, tree)
  assert.equal(closed.length, 1)
  assert.match(closed[0]!, /\(java: SPRING_DATASOURCE_PASSWORD\)$/)
  for (const wide of [
    { ...container, privileged: true },
    { ...container, hostMounts: ['/'] },
  ]) {
    const open = told(inside, { users, processes, containers: [wide] }, tree)
    assert.ok(open.some(title => title.includes('/etc/shadow')))
    assert.ok(open.some(title => title.includes('go: VAULT_TOKEN')))
  }
})

test('where the metadata service of a cloud is at hand its role comes first of all', () => {
  const aws = told(web, { users }, { '/sys/class/dmi/id/sys_vendor': 'Amazon EC2\n' })
  assert.match(aws[0]!, /^within the hour: .*169\.254\.169\.254 of Amazon EC2: revoke the IAM instance role/)
  const aliyun = told(web, { users }, { '/var/lib/cloud/instance/datasource': 'DataSourceAliYun: DataSourceAliYun\n' })
  assert.match(aliyun[0]!, /100\.100\.100\.200 of Alibaba Cloud ECS/)
  assert.deepEqual(told(web, { users }, { '/sys/class/dmi/id/sys_vendor': 'Microsoft Corporation\n' }), [])
})
