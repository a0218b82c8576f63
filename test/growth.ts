// Whether work grows in proportion to its input: what a parser of hostile text must do, told without a limit in seconds.
import assert from 'node:assert/strict'

/** How much longer the long input is; linear work then costs 8 times as much, quadratic work 64 times. */
const factor = 8
/** Far enough from 8 for caches and garbage collection, far enough from 64 for fixed costs beside a quadratic part. */
const limit = 28
/** CPU milliseconds: below this a short run is mostly noise. */
const enough = 2
const mostDoublings = 3
const tries = 5

/**
 * Asserts that `run` does work in proportion to `size`, whatever that counts (bytes, lines, arguments); `run` makes its input itself.
 * `small` is the first size tried; it doubles, at most to 8 times itself, until a run costs 2 ms. Then eight times that size must cost
 * less than 28 times as much. Work that stays below 2 ms is taken for 2 ms: it fails only if the long run costs more than 56 ms.
 * Counted is the CPU time of this process, the least of several runs each, so that a loaded machine changes little.
 */
export function assertGrowsLinearly(run: (size: number) => void, small: number, what = 'the work'): void {
  let size = small
  let short = leastCost(run, size, enough)
  for (let doublings = 0; short < enough && doublings < mostDoublings; doublings++) {
    size *= 2
    short = leastCost(run, size, enough)
  }
  const allowed = limit * Math.max(short, enough)
  const long = leastCost(run, size * factor, allowed)
  const cost = `${short.toFixed(1)} ms at ${size}, ${long.toFixed(1)} ms at ${size * factor}`
  assert.ok(long < allowed, `${what} grows faster than its input: ${cost}`)
}

/** CPU milliseconds of the cheapest run. No more runs once one costs less than `sought`: the least could only fall further. */
function leastCost(run: (size: number) => void, size: number, sought: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < tries && least >= sought; i++) {
    // Not threadCpuUsage: Linux brings a thread's own count up to date only at scheduler ticks, some milliseconds apart.
    const before = process.cpuUsage()
    run(size)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}
