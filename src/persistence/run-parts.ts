// Directories whose programs a schedule runs one after the other: shared by the periodic cron kinds.

import type { Persistence } from '../core/persistence.ts'
import type { Text } from '../core/text.ts'
import { isPassedOver } from './crontab-entries.ts'
import { disarmEntry } from './entry.ts'
import { executable, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

interface Period {
  readonly id: string
  readonly summary: Text
  readonly when: string
  readonly directories: readonly string[]
}

/** A kind of its own for each period; every file is an entry as a whole. */
export function runParts({ id, summary, when, directories }: Period): Persistence {
  const patterns = directories.flatMap(directory => [`${directory}/*`, `${directory}/.*`])
  return {
    id,
    summary,
    techniques: ['T1053.003'],
    references: ['man:run-parts(8)', 'man:cron(8)', 'https://wiki.alpinelinux.org/wiki/Cron'],
    platform: 'linux',
    *list(host) {
      yield* wholeFilesIn(host, places(patterns, 'root'), { kind: id, trigger: 'schedule', when }, file => {
        if (file.name === '.placeholder') return undefined
        return isPassedOver(file.name) ? { command: file.path, disabled: true } : executable(file)
      })
    },
    disarm: disarmEntry,
  }
}
