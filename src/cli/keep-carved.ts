// Writes files carved out of captures where the user wants them, encoded as evidence is: neither a double click nor an antivirus touches them.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inert } from '../store/vault.ts'
import { UserError } from './user-error.ts'

/** What takes carved bodies; without a folder they go nowhere. */
export function keeper(folder: string | undefined): (sha256: string, body: Uint8Array) => void {
  if (folder === undefined) return () => {}
  const refuse = (error: unknown): never => {
    throw new UserError(`carved files cannot be written to ${folder}: ${(error as NodeJS.ErrnoException).code ?? error}`)
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    refuse(error)
  }
  return (sha256, body) => {
    try {
      writeFileSync(join(folder, `${sha256}.q`), inert(body), { mode: 0o400, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') refuse(error)
    }
  }
}
