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

export function makePlaces(): void {
  for (const place of [cache, runs]) if (!existsSync(place)) mkdirSync(place, { recursive: true, mode: 0o700 })
}
