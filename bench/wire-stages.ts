// Where the engine's time goes: the same capture read with more and more switched on, in one warm process. Usage: bench/wire-stages.ts CAPTURE
import { wireModules } from '../src/cli/wire-modules.ts'
import { loadIntel } from '../src/intel/load.ts'
import { CaptureParser } from '../src/wire/capture/records.ts'
import { chunksOf } from '../src/wire/capture/source.ts'
import { readCaptures } from '../src/wire/read-captures.ts'

const [capture = ''] = process.argv.slice(2)
const intel = loadIntel()
const { dissectors, watchers } = wireModules
const through = (of: Pick<typeof wireModules, 'dissectors' | 'watchers'>) => async () => {
  await readCaptures([capture], { ...of, intel }, {}, () => {})
}

const stages: Readonly<Record<string, () => Promise<void>>> = {
  'reading the file': async () => {
    for await (const _ of chunksOf(capture));
  },
  'cutting it into packets': async () => {
    const parser = new CaptureParser({ packet: () => {} })
    for await (const chunk of chunksOf(capture)) parser.push(chunk)
  },
  'headers, flows, order of streams': through({ dissectors: [], watchers: [] }),
  dissectors: through({ dissectors, watchers: [] }),
  watchers: through({ dissectors, watchers }),
}

const rounds = 4
const best = new Map<string, number>()
for (let round = 0; round < rounds; round++)
  for (const [name, run] of Object.entries(stages)) {
    const before = process.cpuUsage()
    await run()
    const { user, system } = process.cpuUsage(before)
    // The first round warms up.
    if (round > 0) best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, (user + system) / 1e6))
  }
let below = 0
for (const [name, seconds] of best) {
  process.stdout.write(`${name}: ${Math.max(0, seconds - below).toFixed(2)} s\n`)
  below = seconds
}
