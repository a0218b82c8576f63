// What an incident's script can do: act inside of the host and from addresses outside of it, and note the true moments.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome, RunOptions } from './command.ts'
import { must } from './command.ts'
import type { Host } from './host.ts'
import type { MomentName } from './incident.ts'
import { project } from './places.ts'
import type { Values } from './scenario.ts'

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
  byCron(line: string): Promise<void>
  /** A shell script at the other end of the cable, where every address is at home; `$HOST` is the host. It must succeed. */
  outside(script: string, env?: Values): Promise<string>
  /** Makes a key pair of somebody; gives the path of the private key. The public one lies beside it with ".pub". */
  key(name: string, comment: string): Promise<string>
  /** Tries passwords from an address, several connections at the same time; the right one may be among them, then sshd lets in and he hangs up. */
  guess(from: string, user: string, words: readonly string[]): Promise<void>
  /** Logs in by password or with a key file, and runs a command there. */
  ssh(from: string, user: string, by: { readonly password: string } | { readonly key: string }, command: string): Promise<string>
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

export async function stageOn(host: Host, values: Values): Promise<Stage> {
  const folder = join(host.root, '../stage')
  const files = join(folder, 'shop')
  mkdirSync(files, { recursive: true, mode: 0o755 })
  await must('gcc', ['-O1', '-static', '-pthread', '-o', join(files, 'mimic'), join(project, 'lab/mimic.c')])
  host.outside(
    ['python3', '-m', 'http.server', shop.split(':')[1] ?? '', '--bind', '0.0.0.0', '--directory', files],
    {},
    join(folder, 'shop.log'),
  )
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
  const stage: Stage = {
    host,
    folder,
    values: { ...values, SHOP: shop, HOST: hostAddress },
    truth,
    mark: moment => void truth.set(moment, Date.now()),
    inside: async (script, { service = 'cron.service', ...more } = {}) =>
      told(
        await host.inside(['sh', '-eu', '-c', script], { timeoutMs: 60_000, ...more, service, env: { ...stage.values, ...more.env } }),
        script,
      ),
    byCron: async line => {
      const script =
        'logger -p cron.info -t CRON --id=$$ "(root) CMD ($LINE)"; exec env -i HOME=/root LOGNAME=root SHELL=/bin/sh PATH=/usr/bin:/bin /bin/sh -c "$LINE"'
      await stage.inside(script, { env: { LINE: line } })
    },
    outside: async (script, env = {}) =>
      told(await host.beyond(['sh', '-eu', '-c', script], { timeoutMs: 60_000, env: { ...stage.values, ...env } }), script),
    key: async (name, comment) => {
      const path = join(folder, name)
      await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path])
      return path
    },
    guess: async (from, user, words) => {
      const rounds = Array.from({ length: Math.ceil(words.length / triesPerConnection) }, (_, n) =>
        words.slice(n * triesPerConnection, (n + 1) * triesPerConnection),
      )
      const worker = async (): Promise<void> => {
        for (let own = rounds.shift(); own !== undefined; own = rounds.shift()) {
          const command = `ssh ${options} -b ${from} -oPubkeyAuthentication=no -oNumberOfPasswordPrompts=${own.length} ${user}@${hostAddress} true`
          await host.beyond(['sh', '-c', command], { env: asked(own), timeoutMs: 60_000 })
        }
      }
      await Promise.all(Array.from({ length: atOnce }, worker))
    },
    ssh: (from, user, by, command) => {
      const how =
        'key' in by
          ? `-i ${by.key} -oIdentitiesOnly=yes -oPasswordAuthentication=no`
          : '-oPubkeyAuthentication=no -oNumberOfPasswordPrompts=1'
      const env = 'key' in by ? {} : asked([by.password])
      return stage.outside(`exec ssh ${options} -b ${from} ${how} ${user}@${hostAddress} "$COMMAND"`, { ...env, COMMAND: command })
    },
    offer: (name, content) => writeFileSync(join(files, name), content),
  }
  copyFileSync(join(files, 'mimic'), join(folder, 'mimic'))
  return stage
}

function told({ status, stdout, stderr }: Outcome, script: string): string {
  if (status !== 0) throw new Error(`status ${status}: ${script.slice(0, 200)}\n${stderr.slice(-1500)}${stdout.slice(-500)}`)
  return stdout
}
