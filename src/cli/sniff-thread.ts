// The entry of the thread that takes packets from the running network.
import { readOwnFilesRaw } from './own-files.ts'

readOwnFilesRaw()
await import('./sniff-worker.ts')
