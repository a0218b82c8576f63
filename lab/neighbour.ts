// Another host of the same network, taken before: guessed open from outside, and used to reach the next.
import type { Dress } from './dress.ts'
import type { Host } from './host.ts'
import type { Stage } from './stage.ts'
import { guessedIn, weakRoot } from './weak-root.ts'

export interface Neighbour {
  readonly stage: Stage
  readonly host: Host
  /** Its own way in: a password guessed from outside. */
  enteredBy(address: string): Promise<void>
  /** From there, with a key that lies there, runs a command on the host beside it. */
  on(target: Stage, key: string, command: string): Promise<void>
}

/** Boots it with a cable to `stage`; its root opens with a weak password, or with a key "lan" that its own neighbour has. */
export async function neighbour(stage: Stage, name: string, opensBy: 'password' | 'key' = 'password'): Promise<Neighbour> {
  const { stage: own, here } = await stage.another(name, (dress: Dress) => {
    if (opensBy === 'password') weakRoot(dress)
    else dress.trust('root', dress.key('lan', 'root@web1'))
  })
  return {
    stage: own,
    host: own.host,
    enteredBy: address => guessedIn(own, address, { path: '/var/tmp/.ICE/kdevtmp' }),
    on: async (target, key, command) => {
      await own.inside('mkdir -p -m 700 /root/.ssh; umask 077; cat >/root/.ssh/id_ed25519', { input: target.privateKey(key) })
      const options = '-oStrictHostKeyChecking=accept-new -oBatchMode=yes'
      await own.inside(`ssh ${options} -i /root/.ssh/id_ed25519 root@${here} "$COMMAND"`, {
        service: 'ssh.service',
        env: { COMMAND: command },
      })
    },
  }
}
