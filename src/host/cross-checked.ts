// Files asked twice, by raw system call and through libc: the raw answer counts, and every lasting difference is remembered.
import { sameBytes } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { Discrepancy, Files } from '../core/host.ts'
import type { LibcView } from './libc-view.ts'

/** Below /proc/PID things come and go by nature; there only the listing of /proc itself is compared. */
const perProcess = /^\/proc\/(\d+|self|thread-self)(\/|$)/
/** Files that rootkits rewrite on the fly: small ones, whose content holds still while they are read twice. */
const worthComparing = /^\/(etc|var\/spool|root|lib\/systemd|usr\/lib\/systemd|home\/[^/]+\/\.[^/]+)\//
const mostCompared = 256 * 1024
const attempts = 3

export interface CrossChecked {
  readonly files: Files
  discrepancies(): readonly Discrepancy[]
}

export function crossChecked(raw: Files, libc: LibcView): CrossChecked {
  const found = new Map<string, Discrepancy>()
  const note = (source: Discrepancy['source'], path: string, detail: string, hidden: readonly string[] = []): void => {
    found.set(`${source} ${path}`, { source, path, detail, hidden })
  }
  const checkList = (path: string, names: readonly string[]): void => {
    let missing = names
    for (let i = 0; i < attempts && missing.length > 0; i++) {
      const shown = libc.names(path, names.length)
      if (shown === undefined) return
      missing = missing.filter(name => !shown.has(name) && !isGap(raw.lstat(path === '/' ? `/${name}` : `${path}/${name}`)))
    }
    if (missing.length > 0) note('list', path, `${missing.length} names are left out by libc's listing`, missing.slice(0, 100))
  }
  const checkExists = (path: string): void => {
    for (let i = 0; i < attempts; i++) if (libc.exists(path) !== false || isGap(raw.lstat(path))) return
    note('stat', path, 'lstat(3) denies that it exists')
  }
  const checkRead = (path: string, first: Uint8Array): void => {
    let bytes = first
    for (let i = 0; i < attempts; i++) {
      const shown = libc.read(path, mostCompared)
      if (shown !== undefined && sameBytes(shown, bytes)) return
      const again = raw.read(path, mostCompared)
      if (isGap(again)) return
      bytes = again.bytes
    }
    note('read', path, 'open(3) and read(3) give other content than the raw call, or refuse')
  }
  return {
    discrepancies: () => [...found.values()],
    files: {
      ...raw,
      list(path, max) {
        const entries = raw.list(path, max)
        if (!isGap(entries) && !perProcess.test(path))
          checkList(
            path,
            entries.map(e => e.name),
          )
        return entries
      },
      lstat(path) {
        const stat = raw.lstat(path)
        if (!isGap(stat) && !path.startsWith('/proc/')) checkExists(path)
        return stat
      },
      read(path, max) {
        const content = raw.read(path, max)
        if (!isGap(content) && content.whole && content.bytes.length <= mostCompared && worthComparing.test(path))
          checkRead(path, content.bytes)
        return content
      },
    },
  }
}
