// Changed captures and random packets through the engine with everything on, for as long as wanted. Usage: bench/wire-fuzz.ts CAPTURES… [--minutes N] [--seed N]
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { wireModules } from '../src/cli/wire-modules.ts'
import { loadIntel } from '../src/intel/load.ts'
import { CaptureParser } from '../src/wire/capture/records.ts'
import { Engine } from '../src/wire/engine.ts'
import { gapsOf } from '../src/wire/tally.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: String(Date.now() % 1e9) } },
})
const captures = positionals.map(path => ({ path, bytes: new Uint8Array(readFileSync(path)) }))
const modules = { ...wireModules, intel: loadIntel() }
const slowest = { seconds: 0, what: '' }
const longestSeconds = 20
let seed = Number(values.seed)
let runs = 0
let frames = 0
let peak = 0

/** xorshift32: the same seed gives the same run. */
function random(below: number): number {
  seed ^= seed << 13
  seed ^= seed >>> 17
  seed ^= seed << 5
  return (seed >>> 0) % below
}

const changes: readonly ((bytes: Uint8Array) => Uint8Array)[] = [
  bytes => each(bytes, 1 + random(200), () => random(256)),
  bytes => each(bytes, 1 + random(50), () => [0, 1, 0x7f, 0x80, 0xff][random(5)]!),
  bytes => bytes.slice(0, random(bytes.length)),
  bytes => {
    const from = random(bytes.length)
    return bytes.copyWithin(random(bytes.length), from, from + random(3000))
  },
  bytes => {
    const from = Math.max(24, random(bytes.length))
    return new Uint8Array(Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.max(24, from - random(5000)))]))
  },
  bytes => bytes.fill(random(256), random(bytes.length), random(bytes.length)),
]

function each(bytes: Uint8Array, times: number, value: () => number): Uint8Array {
  for (let i = 0; i < times; i++) bytes[24 + random(Math.max(1, bytes.length - 24))] = value()
  return bytes
}

const cpu = process.cpuUsage()
const spent = (): number => {
  const { user, system } = process.cpuUsage(cpu)
  return (user + system) / 60e6
}
while (spent() < Number(values.minutes)) {
  const from = seed
  const capture = captures[random(captures.length)]!
  let bytes: Uint8Array = capture.bytes.slice()
  for (let i = random(4); i >= 0 && bytes.length > 0; i--) bytes = changes[random(changes.length)]!(bytes)
  const began = process.cpuUsage()
  const engine = new Engine(modules, { flows: 1 << (4 + random(10)) })
  engine.begin('fuzz')
  const parser = new CaptureParser(engine)
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + random(100_000)
    if (!parser.push(bytes.subarray(at, at + size))) break
    at += size
  }
  engine.finish()
  const { user, system } = process.cpuUsage(began)
  runs++
  frames += engine.totalFrames
  peak = Math.max(peak, process.memoryUsage.rss())
  if ((user + system) / 1e6 > slowest.seconds)
    Object.assign(slowest, { seconds: (user + system) / 1e6, what: `${capture.path} seed ${from}` })
  const failure = gapsOf(engine.tally()).find(g => g.detail.startsWith('stopped by an internal error'))
  if (failure !== undefined || slowest.seconds > longestSeconds) {
    process.stdout.write(
      `${capture.path} seed ${from}: ${failure === undefined ? `${slowest.seconds} s` : `${failure.source} ${failure.detail}`}\n`,
    )
    process.exit(1)
  }
}
process.stdout.write(
  `${spent().toFixed(1)} CPU minutes, ${runs} captures, ${frames} packets: no exception; slowest ${slowest.seconds.toFixed(2)} s (${slowest.what}), peak ${Math.round(peak / 2 ** 20)} MiB\n`,
)
