// Which things on a host belong to a miner that the owner declared as his own: hash, path, unit and wallet must all agree.
import { type EntityId, entity } from '../core/entity.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { Process } from '../core/facts/process.ts'
import type { Facts } from '../core/facts.ts'
import type { AuthorisedMiner, Intel } from '../core/intel.ts'

/**
 * Processes, program files, units, wallets and connections of declared miners. A process counts when it runs the declared path, the file
 * there has the declared SHA-256, its cgroup is the declared unit, and the declared wallet stands in its arguments, environment or configuration.
 * Where none runs, the unit counts when it starts that file and names that wallet.
 */
export function authorised(facts: Facts, intel: Intel): Map<EntityId, AuthorisedMiner> {
  const marks = new Map<EntityId, AuthorisedMiner>()
  for (const declared of intel.authorised) {
    const file = facts.files.find(f => f.path === declared.path && f.sha256 === declared.sha256)
    const running = file === undefined ? [] : facts.processes.filter(p => runs(p, declared) && paysTo(p, declared, facts))
    const units = file === undefined ? [] : facts.autostarts.filter(entry => declares(entry, declared))
    if (file === undefined || (running.length === 0 && units.length === 0)) continue
    marks.set(file.id, declared)
    marks.set(entity('wallet', declared.wallet), declared)
    for (const process of running) marks.set(process.id, declared)
    for (const config of configsOf(running, declared, facts)) marks.set(config, declared)
    for (const entry of units) marks.set(entry.id, declared)
    // Whatever the unit says, the process it keeps is the declared one.
    if (running.length === 0) continue
    for (const entry of facts.autostarts) if (isUnit(entry.path, entry.name, declared.unit)) marks.set(entry.id, declared)
    for (const socket of facts.sockets)
      if (socket.owners.length > 0 && socket.owners.every(id => marks.get(id) === declared)) marks.set(socket.id, declared)
  }
  return marks
}

function runs({ exe, cgroup, kernelThread }: Process, { path, unit }: AuthorisedMiner): boolean {
  if (kernelThread || exe === undefined || exe.deleted || exe.memfd || exe.path !== path) return false
  return cgroup.some(line =>
    line
      .slice(line.lastIndexOf(':') + 1)
      .split('/')
      .includes(unit),
  )
}

/** The wallet is the declared one, and no other text of the process names a pool user: what it was told last counts. */
function paysTo(process: Process, { wallet }: AuthorisedMiner, facts: Facts): boolean {
  if (process.argv.some(word => word.includes(wallet)) || process.environ.some(line => line.includes(wallet))) return true
  return facts.files.some(file => isConfigOf(process, file.path) && file.head?.includes(wallet) === true)
}

/** Named in the arguments, or lying beside the program as config.json. */
function isConfigOf({ argv, exe, cwd }: Process, path: string): boolean {
  const folder = exe?.path.slice(0, exe.path.lastIndexOf('/'))
  if (path === `${folder}/config.json` || (cwd !== undefined && path === `${cwd}/config.json`)) return true
  return argv.some(word => word === path || word.endsWith(`=${path}`) || (cwd !== undefined && path === `${cwd}/${word}`))
}

function configsOf(running: readonly Process[], { wallet }: AuthorisedMiner, facts: Facts): EntityId[] {
  return facts.files.filter(f => f.head?.includes(wallet) === true && running.some(p => isConfigOf(p, f.path))).map(f => f.id)
}

/** The declared unit, as far as it is written: it starts the declared program and names the declared wallet, though nothing runs now. */
function declares({ path, name, command, text }: Autostart, { unit, path: program, wallet }: AuthorisedMiner): boolean {
  return isUnit(path, name, unit) && command.split(/\s/, 1)[0] === program && text.includes(wallet)
}

function isUnit(path: string, name: string, unit: string): boolean {
  return name === unit || path.endsWith(`/${unit}`)
}
