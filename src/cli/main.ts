// The entry: the program itself is loaded past whatever libc may be made to hide.
import { readOwnFilesRaw } from './own-files.ts'

readOwnFilesRaw()
await import('./program.ts')
