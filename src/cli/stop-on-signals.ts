// Ctrl-C at work that lasts: what was seen so far is told all the same.

/** The first wish to end calls `stop`; a second one ends at once. */
export function stopOnSignals(stop: () => void): void {
  let isAsked = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isAsked) process.exit(130)
      isAsked = true
      stop()
    })
}
