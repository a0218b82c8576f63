// A thread that reads its share of captures: it loads what the main thread loaded, for none of it can be handed over.
import { type MessagePort, workerData } from 'node:worker_threads'
import { loadIntel } from '../intel/load.ts'
import { ownIntel } from '../store/state.ts'
import { readShare, type ShareTask } from '../wire/read-shared.ts'
import { rawRules } from './own-files.ts'
import { wireModules } from './wire-modules.ts'

const { task, state, port } = workerData as { readonly task: ShareTask; readonly state: string; readonly port: MessagePort }
const intel = loadIntel(ownIntel(state), rawRules())
await readShare(task, { ...wireModules, intel }, (message, transfer) => port.postMessage(message, [...(transfer ?? [])]))
port.close()
