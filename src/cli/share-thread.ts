// The entry of a thread that reads its share of captures.
import { readOwnFilesRaw } from './own-files.ts'

readOwnFilesRaw()
await import('./share-worker.ts')
