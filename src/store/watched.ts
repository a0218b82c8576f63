// What a case must recognise when it comes back, kept beside its plan.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nothingWatched, type Watched } from '../core/watched.ts'
import { writeAll, writeWhole } from './durable.ts'

const name = 'watched.json'

/** Throws a JournalError when it cannot be written. */
export function saveWatched(state: string, id: string, watched: Watched): void {
  writeWhole(join(state, 'cases', id, name), fd => void writeAll(fd, Buffer.from(`${JSON.stringify(watched)}\n`)))
}

/** Nothing where it is missing or no longer what it was: then only steps and findings are compared. */
export function loadWatched(folder: string): Watched {
  try {
    const found: Watched = { ...nothingWatched, ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Partial<Watched>) }
    return Object.values(found).every(Array.isArray) ? found : nothingWatched
  } catch {
    return nothingWatched
  }
}
