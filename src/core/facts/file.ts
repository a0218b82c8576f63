// A file that matters: what it is, who owns it, and what its first bytes say.
import type { EntityId } from '../entity.ts'
import type { Stat } from '../host.ts'

/** Why the file was looked at. */
export type FileRole =
  | 'running'
  | 'temporary'
  | 'hidden'
  | 'autostart'
  | 'persistence'
  | 'command'
  | 'library'
  | 'config'
  | 'neighbour'
  | 'log'
  | 'evidence'

export interface FileFact {
  readonly id: EntityId<'file'>
  /** Path on the host. For a file in a container: its path as reached from the host. */
  readonly path: string
  readonly roles: readonly FileRole[]
  readonly stat: Stat
  /** Where a symlink points. */
  readonly target?: string | undefined
  /** By the first bytes: elf, script (with #!), text, archive, image, python, …; empty for an empty file. */
  readonly magic: 'elf' | 'script' | 'text' | 'archive' | 'key' | 'binary' | 'empty' | 'unread'
  /** The first bytes as lossless text (at most 64 KiB) of texts and scripts; absent for binaries. */
  readonly head?: string | undefined
  readonly sha256?: string | undefined
  /** Names of extended attributes; `security.capability` is decoded into `capabilities`. */
  readonly xattrs: readonly string[]
  /** File capabilities such as "cap_setuid+ep", when set. */
  readonly capabilities?: string | undefined
  /** The package that owns this path, when a package database says so. */
  readonly package?: string | undefined
  /** Checksum of the package database: matches, differs, or not recorded there. */
  readonly packaged?: 'intact' | 'modified' | 'unowned' | 'unverifiable' | undefined
  /** ELF: static linking, stripped, packer marks and printable strings of interest, when looked into. */
  readonly elf?: ElfFact | undefined
  readonly container?: EntityId<'container'> | undefined
  /** In a container: came with an image layer, or was written at run time. */
  readonly containerLayer?: 'image' | 'runtime' | undefined
}

export interface ElfFact {
  readonly machine: string
  readonly bits: 32 | 64
  readonly type: string
  readonly static: boolean
  readonly stripped: boolean
  /** Packer marks such as "UPX". */
  readonly packer?: string | undefined
  readonly needed: readonly string[]
  /** Exported functions that a hook library typically replaces (readdir, open, …). */
  readonly exports: readonly string[]
  /** Printable strings that matter: URLs, pool schemes, wallets, miner options. At most 200. */
  readonly strings: readonly string[]
  /** The header lies or the file ends early. */
  readonly malformed?: string | undefined
}
