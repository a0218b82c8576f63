// One line on stderr that says what is being looked at; never where stderr is no terminal.
import { writeSync } from 'node:fs'

export interface ProgressLine {
  show(what: string): void
  clear(): void
}

const leastGapMs = 80

export function progressLine(wanted: boolean): ProgressLine {
  if (!wanted || !process.stderr.isTTY) return { show: () => {}, clear: () => {} }
  let shown = 0
  const write = (text: string): void => {
    try {
      writeSync(2, text)
    } catch {}
  }
  return {
    show(what) {
      if (performance.now() - shown < leastGapMs) return
      shown = performance.now()
      write(`\r\u001b[2K… ${what}`)
    },
    clear: () => write('\r\u001b[2K'),
  }
}
