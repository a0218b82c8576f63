// The entry of a scan in a process of its own.
import { readOwnFilesRaw } from './own-files.ts'

readOwnFilesRaw()
const { answerScan } = await import('./answer-scan.ts')
answerScan()
