// Directories that an intruder has for himself, and temporary ones that everybody shares.
import { isHiddenPath, isTempPlace, pathInside } from '../parse/places.ts'

/** Roots of temporary places, and the private ones that services get in their stead. */
const shared =
  /^\/(?:tmp|var\/tmp|dev\/shm|run\/shm|dev\/mqueue|run\/lock|var\/lock|run\/user\/\d+|(?:var\/)?tmp\/(?:systemd-private-[^/]+|snap-private-tmp\/[^/]+)(?:\/tmp)?)$/

export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '/'
}

/** Everybody's temporary directory, such as /tmp itself. */
export function isSharedTemporary(directory: string): boolean {
  return shared.test(pathInside(directory))
}

/**
 * The outermost hidden directory above a file, else its directory below a temporary place; undefined where others have their files too:
 * /tmp itself, homes, system directories, familiar dot directories.
 */
export function ownDirectory(path: string): string | undefined {
  const directory = directoryOf(path)
  for (let end = directory.indexOf('/', 1); ; end = directory.indexOf('/', end + 1)) {
    const here = end < 0 ? directory : directory.slice(0, end)
    if (isHiddenPath(here)) return here
    if (end < 0) break
  }
  return isTempPlace(directory) && !isSharedTemporary(directory) ? directory : undefined
}
