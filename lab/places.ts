// Where the lab keeps its things, and which programs it uses.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** The project's folder. */
export const project = join(import.meta.dirname, '..')

/** Cached images and running hosts, outside the project: DAVYLAMP_LAB, else $XDG_CACHE_HOME/davylamp-lab, else /var/cache/davylamp-lab. */
export const cache = process.env['DAVYLAMP_LAB'] ?? join(process.env['XDG_CACHE_HOME'] ?? '/var/cache', 'davylamp-lab')

/** One folder for each host that is up. */
export const runs = join(cache, 'runs')

/** The Node that runs this very process: hosts run davylamp with the same. */
export const node = process.execPath

/** For whoever starts davylamp hundreds of times: what Node has compiled of it is kept, and fits wherever the project lies. */
export function keptCompiled(home: string): Readonly<Record<string, string>> {
  return { NODE_COMPILE_CACHE: join(home, 'node_modules/.cache/tests'), NODE_COMPILE_CACHE_PORTABLE: '1' }
}

export function makePlaces(): void {
  for (const place of [cache, runs]) if (!existsSync(place)) mkdirSync(place, { recursive: true, mode: 0o700 })
}
