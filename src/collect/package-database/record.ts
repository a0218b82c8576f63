// What a package database can be asked, and what it answers.
import type { Package } from '../../core/facts/system.ts'
import type { Gap } from '../../core/gap.ts'

/** What a package database says of one path. */
export interface Recorded {
  readonly package: string
  readonly algorithm: 'md5' | 'sha1' | 'sha256'
  /** Lower-case hex; "" when no checksum is recorded (links, ghosts, packages without sums). */
  readonly digest: string
  /** A configuration file: to differ from its package is its purpose. */
  readonly config: boolean
  /** The package has checksums of its files and none of this: it brought a link here. */
  readonly link?: boolean
}

export interface PackageDatabase {
  readonly manager: Package['manager']
  readonly packages: readonly Package[]
  readonly gaps: readonly Gap[]
  /** Records of the paths that are owned, by the path as asked. May read every file list at each call: ask for many paths at once. */
  find(paths: ReadonlySet<string>): ReadonlyMap<string, Recorded>
}
