// An attacker outside of a host, at the other end of its cable: with a key of his own, and a script of what he does with it.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { must } from './command.ts'
import type { Host } from './host.ts'
import { alive, type Identity } from './identity.ts'
import { scenarioFolder, type Values } from './scenario.ts'

export interface Attacker {
  /** What the planting script must know: INTRUDER, his public key. */
  readonly values: Values
  /** Lets him begin; he ends with the host. What he says is kept in attacker/log beside the host's root. */
  begin(values: Values): void
  /** Lets him finish what he is at and begin nothing more. */
  leave(): Promise<void>
}

/** undefined for a scenario without attacker.sh. `mimic`: the harmless miner that he brings. */
export async function attackerOf(host: Host, name: string, mimic: string): Promise<Attacker | undefined> {
  const script = join(scenarioFolder, name, 'attacker.sh')
  if (!existsSync(script)) return undefined
  const folder = join(host.root, '../attacker')
  const key = join(folder, 'key')
  mkdirSync(folder, { mode: 0o700 })
  await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'backup@nas', '-f', key])
  copyFileSync(mimic, join(folder, 'mimic'))
  let who: Identity | undefined
  return {
    values: { INTRUDER: readFileSync(`${key}.pub`, 'latin1').trim() },
    begin: values => {
      who = host.outside(['sh', script], { ...values, HOST: '10.77.0.2', HIS: folder }, join(folder, 'log'))
    },
    leave: async () => {
      writeFileSync(join(folder, 'leave'), '')
      while (who !== undefined && alive(who)) await setTimeout(100)
    },
  }
}
