// udev rules: the assignments that run a program.
import { type LogicalLine, logicalLines } from './logical-lines.ts'

export interface UdevRun extends LogicalLine {
  /** RUN, PROGRAM or IMPORT{program}. */
  readonly key: string
  /** Of all of the rule's programs, joined by "; ". */
  readonly command: string
}

const runs = /(?:^|[,\s])(RUN(?:\{program\})?|PROGRAM|IMPORT\{program\})\s*(?:\+=|:=|==|=)\s*e?"((?:[^"\\]|\\.)*)"/g

/** Rules that run something. `RUN{builtin}` starts no program and is passed over. */
export function* udevRuns(bytes: Uint8Array): Generator<UdevRun> {
  for (const line of logicalLines(bytes)) {
    if (line.joined.startsWith('#') || !/RUN|PROGRAM|IMPORT/.test(line.joined)) continue
    const found = [...line.joined.matchAll(runs)]
    const key = found[0]?.[1]
    if (key !== undefined) yield { ...line, key: key.replace('RUN{program}', 'RUN'), command: found.map(f => f[2]).join('; ') }
  }
}
