// One question to the person at the terminal; anything but a plain yes is no.
import { createInterface } from 'node:readline/promises'

/** Whether somebody can be asked at all. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true
}

/** Ctrl-C and the end of input are no. */
export async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const closed = new AbortController()
  terminal.on('SIGINT', () => closed.abort())
  terminal.on('close', () => closed.abort())
  try {
    return /^(?:y|yes|是|好|确认)$/i.test((await terminal.question(question, { signal: closed.signal })).trim())
  } catch {
    return false
  } finally {
    terminal.close()
  }
}
