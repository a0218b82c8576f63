// Making a host what its scenario says: builds the stand-ins, runs the script inside, and checks that everything planted is really there.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Attacker, attackerOf } from './attacker.ts'
import { must } from './command.ts'
import type { Host } from './host.ts'
import { project } from './places.ts'
import { plantScript, type Scenario, type Values } from './scenario.ts'
import { type Sight, sightOf } from './sight.ts'

/** Compiles into the host's /lab-kit the harmless miner, the programs that the scenario asks for and, when it hides something, the preloaded library. */
async function build(root: string, { hides, programs = [] }: Scenario): Promise<void> {
  const kit = join(root, 'lab-kit')
  mkdirSync(kit)
  await must('gcc', ['-O1', '-static', '-pthread', '-o', join(kit, 'mimic'), join(project, 'lab/mimic.c')])
  copyFileSync(join(kit, 'mimic'), join(kit, 'launch'))
  for (const name of programs) await must('gcc', ['-O1', '-static', '-o', join(kit, name), join(project, `lab/programs/${name}.c`)])
  if (hides !== undefined)
    await must('gcc', ['-O1', '-shared', '-fPIC', `-DHIDDEN="${hides}"`, '-o', join(kit, 'hider.so'), join(project, 'lab/hider.c'), '-ldl'])
}

/** Throws, naming what is missing, when the host is not as the answer key says: a scenario that did not take must not count as a miss. Gives who is at work outside of it, if anybody. */
export async function plant(host: Host, scenario: Scenario, values: Values): Promise<Attacker | undefined> {
  await build(host.root, scenario)
  const attacker = await attackerOf(host, scenario.name, join(host.root, 'lab-kit/mimic'))
  const service = scenario.service ?? 'cron.service'
  const { status, stderr, stdout } = await host.inside(['sh', '-s'], {
    input: plantScript(scenario.name),
    service,
    timeoutMs: 60_000,
    env: { ...values, ...attacker?.values },
  })
  if (status !== 0) throw new Error(`${scenario.name}: planting failed with ${status}\n${stderr.slice(-2000)}${stdout.slice(-500)}`)
  rmSync(join(host.root, 'lab-kit'), { recursive: true, force: true })
  attacker?.begin(values)
  const missing = await settled(host, [...scenario.artefacts, ...scenario.decoys])
  if (missing.length > 0) throw new Error(`${scenario.name}: not on the host after planting: ${JSON.stringify(missing)}`)
  return attacker
}

/** Programs take a moment to start and to connect. */
async function settled(host: Host, things: Scenario['artefacts']): Promise<Scenario['artefacts']> {
  let missing = things
  for (let tries = 0; tries < 20 && missing.length > 0; tries++) {
    await new Promise(resolve => setTimeout(resolve, 250))
    const sight: Sight = sightOf(host)
    missing = missing.filter(thing => !sight.exists(thing))
  }
  return missing
}
