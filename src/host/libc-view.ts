// The same questions asked through libc, as every ordinary program asks them: what a preloaded rootkit wants the world to see.
import { closeSync, opendirSync, openSync, readdirSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { bytesOf, textOf } from '../core/bytes.ts'
import { keptAlive } from './sys.ts'

export interface LibcView {
  /**
   * Names that both opendir/readdir and scandir show, undefined when the directory cannot be listed. Of a directory with more than `max`
   * names the first `max` of readdir alone: scandir reads all of them at once, however many.
   */
  names(path: string, max: number): ReadonlySet<string> | undefined
  /** Whether lstat(3) finds the path; undefined when it cannot be asked. */
  exists(path: string): boolean | undefined
  /** The first bytes of the file through open(3); undefined when it cannot be opened. */
  read(path: string, max: number): Uint8Array | undefined
}

export function libcView(): LibcView {
  const lstat = loadLstat()
  return {
    names(path, max) {
      try {
        const raw = Buffer.from(bytesOf(path)) as unknown as string
        const read = new Set<string>()
        using directory = opendirSync(raw, { encoding: 'buffer' as BufferEncoding, bufferSize: 256 })
        for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
          if (read.size >= max) return read
          read.add(textOf(entry.name as unknown as Uint8Array))
        }
        const scanned = (readdirSync(raw, { encoding: 'buffer' }) as Uint8Array[]).map(textOf)
        return new Set(scanned.filter(name => read.has(name)))
      } catch {
        return undefined
      }
    },
    exists: path => lstat?.(bytesOf(`${path}\0`)),
    read(path, max) {
      let fd: number | undefined
      try {
        fd = openSync(Buffer.from(bytesOf(path)), 'r')
        const bytes = new Uint8Array(max)
        let done = 0
        for (let got = -1; got !== 0 && done < max; done += got) got = readSync(fd, bytes, done, max - done, null)
        return bytes.subarray(0, done)
      } catch {
        return undefined
      } finally {
        if (fd !== undefined) closeSync(fd)
      }
    },
  }
}

/** lstat(3) as the dynamic linker resolves it for this process, preloaded hooks first. */
function loadLstat(): ((path: Uint8Array) => boolean | undefined) | undefined {
  try {
    const ffi = createRequire(import.meta.url)('node:ffi') as {
      dlopen(path: null, f: object): { functions: { lstat(path: bigint, into: bigint): number } }
      getRawPointer(source: Uint8Array): bigint
    }
    const library = ffi.dlopen(null, { lstat: { arguments: ['pointer', 'pointer'], return: 'i32' } })

    const { lstat } = library.functions
    const into = new Uint8Array(256)
    keptAlive.push(library, into)
    const intoPointer = ffi.getRawPointer(into)
    return path => lstat(ffi.getRawPointer(path), intoPointer) === 0
  } catch {
    return undefined
  }
}
