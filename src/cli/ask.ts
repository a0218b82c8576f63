// One question to the person at the terminal; anything but a plain yes is no.
import { createInterface } from 'node:readline/promises'

/** Whether somebody can be asked at all. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true
}

/** Ctrl-C, the end of input and of the time to answer are no. */
export async function ask(question: string, limit?: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const closed = new AbortController()
  terminal.on('SIGINT', () => closed.abort())
  terminal.on('close', () => closed.abort())
  try {
    return /^(?:y|yes|是|好|确认)$/i.test(
      (await terminal.question(question, { signal: limit === undefined ? closed.signal : AbortSignal.any([closed.signal, limit]) })).trim(),
    )
  } catch {
    return false
  } finally {
    terminal.close()
  }
}
