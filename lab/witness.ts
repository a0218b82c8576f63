// A host at one moment as it must not change: its files, its firewall, and what the decoys are.
import { readFileSync } from 'node:fs'
import { run } from './command.ts'
import type { Host } from './host.ts'
import { stateFolder } from './performed.ts'
import { standsStill } from './residue.ts'
import type { Thing } from './scenario.ts'
import { type LiveSight, sightOf } from './sight.ts'
import { type Tree, treeOf } from './tree-digest.ts'

export interface Witness {
  /** Unix time in ms at which the look began. */
  readonly at: number
  readonly tree: Tree
  /** nft's own listing of the host's network namespace. */
  readonly firewall: string
  /** Of each decoy what must still be so afterwards: identities, lines, a file with everything that belongs to it. */
  readonly states: ReadonlyMap<Thing, readonly string[]>
}

/** Kernel file systems, the lent folders, and davylamp's own state. */
const apart = ['/proc', '/sys', '/dev', '/run', '/mnt', stateFolder]
/** Of /run what the service manager and the journal keep about living services. */
const apartInRun = ['/systemd', '/log', '/udev', '/user', '/utmp']

/** Logs, caches and what living services write by themselves. */
const alive = [/^\/var\/log(\/|$)/, /^\/var\/lib\/(systemd|rsyslog|postgresql|nginx)(\/|$)/, /^\/var\/cache(\/|$)/, /^\/run(\/|$)/]

export function changesByItself(path: string): boolean {
  return alive.some(place => place.test(path))
}

export async function witness(host: Host, decoys: readonly Thing[]): Promise<Witness> {
  const at = Date.now()
  const sight = sightOf(host)
  const parts = [
    await treeOf(sight.top, apart),
    below('/dev/shm', await treeOf(`${sight.top}/dev/shm`, [])),
    below('/run', await treeOf(`${sight.top}/run`, apartInRun)),
  ]
  const tree = new Map(parts.flatMap(part => [...part]))
  const { stdout } = await run('nsenter', ['-t', `${host.leader.pid}`, '-n', '--', 'nft', 'list', 'ruleset'])
  return { at, tree, firewall: stdout, states: new Map(decoys.map(decoy => [decoy, stateOf(decoy, sight, tree)])) }
}

const images = new Map<string, Promise<Tree>>()

/** The image that every host starts from, with the same left out; looked at once. */
export function treeOfImage(root: string): Promise<Tree> {
  const tree = images.get(root) ?? treeOf(root, apart)
  images.set(root, tree)
  return tree
}

function below(folder: string, tree: Tree): Tree {
  return new Map([...tree].map(([path, node]) => [path === '/' ? folder : folder + path, node]))
}

function stateOf(thing: Thing, sight: LiveSight, tree: Tree): readonly string[] {
  const linesWith = (path: string, fits: (line: string) => boolean): string[] => linesOf(sight.top + path).filter(fits)
  switch (thing.kind) {
    case 'process':
    case 'mount':
      return sight
        .processes(thing)
        .filter(seen => !standsStill(seen))
        .map(({ pid, startTicks }) => `process ${pid}@${startTicks}`)
    case 'file':
      return [JSON.stringify(tree.get(thing.path))]
    case 'line':
      return linesWith(thing.path, line => line.includes(thing.text))
    case 'user':
      return ['/etc/passwd', '/etc/shadow', '/etc/group'].flatMap(path => linesWith(path, line => line.startsWith(`${thing.name}:`)))
    case 'connection':
      return sight.exists(thing) ? ['open'] : []
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'latin1').split('\n')
  } catch {
    return []
  }
}
