// group(5): groups and their members.
import { linesOf } from '../lines.ts'

export interface GroupEntry {
  readonly line: number
  readonly name: string
  readonly gid: number
  readonly members: readonly string[]
}

export function* parseGroup(bytes: Uint8Array): Generator<GroupEntry> {
  for (const { number: line, text } of linesOf(bytes)) {
    const bare = text.trimStart()
    if (bare === '' || /^[#+-]/.test(bare)) continue
    const [name = '', , gid = '', members] = bare.split(':')
    if (name === '' || members === undefined || !/^\d{1,10}$/.test(gid)) continue
    const list = members.split(',').map(member => member.trim())
    yield { line, name, gid: Number(gid), members: list.filter(member => member !== '') }
  }
}
