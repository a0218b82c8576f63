// All watchers of flow shapes.
import type { FlowWatcher } from '../../core/dissector.ts'
import { beacons } from './beacons.ts'
import { hiddenResolvers } from './hidden-resolvers.ts'
import { listedAddress } from './listed-address.ts'
import { noiseHandshake } from './noise-handshake.ts'
import { remoteServices } from './remote-services.ts'
import { scans } from './scans.ts'
import { serverCalls } from './server-calls.ts'

export const watchers: readonly FlowWatcher[] = [
  listedAddress,
  noiseHandshake,
  scans,
  serverCalls,
  beacons,
  hiddenResolvers,
  remoteServices,
]
