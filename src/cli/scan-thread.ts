// The entry of the scanning thread, which loads its modules by itself.
import { readOwnFilesRaw } from './own-files.ts'

readOwnFilesRaw()
await import('./scan-worker.ts')
