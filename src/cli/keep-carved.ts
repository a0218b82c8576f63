// Writes files carved out of captures where the user wants them, encoded as evidence is: neither a double click nor an antivirus touches them.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Gap, gap } from '../core/gap.ts'
import { makeFolder } from '../store/durable.ts'
import { inert } from '../store/vault.ts'
import { UserError } from './user-error.ts'

export interface Keeper {
  keep(sha256: string, body: Uint8Array): void
  /** Why carved files are missing in the folder: a disk that fills up costs these, never what was found. */
  gaps(): readonly Gap[]
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** What takes carved bodies; without a folder they go nowhere. Throws UserError when the folder cannot be made. */
export function keeper(folder: string | undefined): Keeper {
  if (folder === undefined) return { keep: () => {}, gaps: () => [] }
  try {
    makeFolder(folder)
  } catch (error) {
    throw new UserError(`carved files cannot be written to ${folder}: ${codeOf(error)}`)
  }
  let failed = 0
  let why = ''
  return {
    keep(sha256, body) {
      const path = join(folder, `${sha256}.q`)
      try {
        writeFileSync(path, inert(body), { mode: 0o400, flag: 'wx' })
      } catch (error) {
        const code = codeOf(error)
        if (code === 'EEXIST') return
        failed++
        why = code
        // Half a file is no evidence.
        rmSync(path, { force: true })
      }
    },
    gaps: () => (failed === 0 ? [] : [gap(folder, 'capped', `${failed} carved files could not be written: ${why}`)]),
  }
}
