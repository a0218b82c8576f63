// Whether work grows in proportion to its input: what a parser of hostile text must do, told without a limit in seconds.
import assert from 'node:assert/strict'

/** How much longer the long input is; linear work then costs 8 times as much, quadratic work 64 times. */
const factor = 8
/** Far enough from 8 for caches and garbage collection, far enough from 64 for fixed costs beside a quadratic part. */
const limit = 28
/** CPU milliseconds: below this a short run is mostly noise. */
const enough = 2
const mostDoublings = 3
/** Runs of a short input, of which the cheapest counts. */
const tries = 3
const rounds = 5

/**
 * Asserts that `run` does work in proportion to `size`, whatever that counts (bytes, lines, arguments); `run` makes its input itself.
 * `small` is the first size tried; it doubles, at most to 8 times itself, until a run costs 2 ms. Then eight times that size must cost
 * less than 28 times as much, in one of five rounds. Work that stays below 2 ms is taken for 2 ms: it fails only if the long run costs
 * more than 56 ms. Counted is the CPU time of this process, which a loaded machine changes little.
 */
export function assertGrowsLinearly(run: (size: number) => void, small: number, what = 'the work'): void {
  let size = small
  for (let doublings = 0; doublings < mostDoublings && leastCost(run, size) < enough; doublings++) size *= 2
  let seen = ''
  for (let round = 0; round < rounds; round++) {
    // Both anew in each round: a processor that others slow down for a while slows both.
    const short = leastCost(run, size)
    const long = cost(run, size * factor)
    if (long < limit * Math.max(short, enough)) return
    seen += `; ${short.toFixed(1)} ms at ${size}, ${long.toFixed(1)} ms at ${size * factor}`
  }
  assert.fail(`${what} grows faster than its input${seen}`)
}

/** The cheapest of some runs; no more of them once one is below what is enough. */
function leastCost(run: (size: number) => void, size: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < tries && least >= enough; i++) least = Math.min(least, cost(run, size))
  return least
}

/** CPU milliseconds. Not by threadCpuUsage: Linux brings a thread's own count up to date only at scheduler ticks, some milliseconds apart. */
function cost(run: (size: number) => void, size: number): number {
  const before = process.cpuUsage()
  run(size)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
