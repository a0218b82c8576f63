// What patches and logins come out of a talk, for tests of dissectors of services.
import type { Dissector } from '../src/core/dissector.ts'
import { rowsOfTalk, type Said, type Setting } from './wire.ts'

/** Patches with their success, sorted, and logins as [service, users, refused, accepted]. */
export function deedsIn(dissector: Dissector, said: readonly Said[], setting: Setting = {}) {
  const { exploits = [], loginTries = [] } = rowsOfTalk([dissector], said, setting)
  return {
    exploits: exploits.map(({ patch, succeeded }) => [patch, succeeded]).sort(),
    logins: loginTries.map(({ service, users, refused, accepted }) => [service, users, refused, accepted]),
  }
}

export const noDeeds = { exploits: [], logins: [] }

/** The same in segments of one byte. */
export function single(said: readonly Said[]): readonly Said[] {
  return said.flatMap(([from, text]) => [...(text as string)].map((c): Said => [from, c]))
}
