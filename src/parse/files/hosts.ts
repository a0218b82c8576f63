// hosts(5): addresses and their names.
import { linesOf } from '../lines.ts'

export interface HostsEntry {
  readonly line: number
  readonly address: string
  readonly names: readonly string[]
}

export function* parseHosts(bytes: Uint8Array): Generator<HostsEntry> {
  for (const { number: line, text } of linesOf(bytes)) {
    const mark = text.indexOf('#')
    const [address, ...names] = (mark < 0 ? text : text.slice(0, mark)).split(/[ \t\r\v\f]+/).filter(word => word !== '')
    if (address !== undefined && names.length > 0 && /^[0-9a-f.:%][\w.:%-]*$/i.test(address)) yield { line, address, names }
  }
}
