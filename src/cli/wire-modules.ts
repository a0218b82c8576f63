// All who look at packets, in one place for every command.
import { wireKinds } from '../core/facts/wire.ts'
import { detectors } from '../detect/index.ts'
import { dissectors } from '../wire/dissectors/index.ts'
import { watchers } from '../wire/watchers/index.ts'

export const wireModules = { dissectors, watchers } as const

/** Detectors that ask for nothing but what the wire shows. */
export const wireDetectors = detectors.filter(d => d.needs.every(kind => Object.hasOwn(wireKinds, kind)))
