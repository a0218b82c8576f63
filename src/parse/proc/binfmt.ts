// One entry of /proc/sys/fs/binfmt_misc: which interpreter runs which files.
import { textOf } from '../../core/bytes.ts'

export interface BinfmtEntry {
  readonly enabled: boolean
  readonly interpreter: string
  /** Letters such as "OCF". */
  readonly flags: string
  /** "extension .py", or "magic 7f454c46 at 0". */
  readonly matches: string
}

/** Undefined for what is no entry (Documentation/admin-guide/binfmt-misc.rst). */
export function parseBinfmt(bytes: Uint8Array): BinfmtEntry | undefined {
  const text = textOf(bytes.subarray(0, 8192))
  const interpreter = /^interpreter (.+)$/m.exec(text)?.[1]
  if (interpreter === undefined || !/^(enabled|disabled)$/m.test(text)) return undefined
  const extension = /^extension (.+)$/m.exec(text)?.[1]
  const magic = /^magic ([0-9a-f]+)$/m.exec(text)?.[1]
  const offset = /^offset (\d+)$/m.exec(text)?.[1] ?? '0'
  return {
    enabled: /^enabled$/m.test(text),
    interpreter,
    flags: /^flags: ?([A-Z]*)$/m.exec(text)?.[1] ?? '',
    matches: extension === undefined ? `magic ${magic ?? ''} at ${offset}` : `extension ${extension}`,
  }
}
