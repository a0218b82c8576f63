// Reading a file piece by piece: how parsers of large files ask for bytes.

/** `length` bytes from `offset`, or fewer where the file ends. Must not throw. */
export type ReadAt = (offset: number, length: number) => Uint8Array
