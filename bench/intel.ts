// Lookups in a million indicators beside a JavaScript Map and `grep -F`, in one run. Usage: bench/intel.ts [indicators] [runs]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Indicators } from '../src/intel/indicators.ts'
import { readList } from '../src/intel/list-file.ts'
import { ipv4Text } from '../src/parse/address.ts'
import { median } from './measure.ts'

const size = Number(process.argv[2] ?? 1_000_000)
const runs = Number(process.argv[3] ?? 5)
const asked = 1_000_000

/** The same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 0) / 2 ** 32
  }
}

const random = generator(7)
const name = (): string =>
  `${random().toString(36).slice(2, 10)}.${random().toString(36).slice(2, 7)}.${random() < 0.5 ? 'com' : 'example'}`
const words = Array.from({ length: size }, (_, i) => {
  if (i % 10 < 6) return name()
  if (i % 10 < 9) return ipv4Text((random() * 2 ** 32) >>> 0)
  return `${ipv4Text((random() * 2 ** 32) >>> 0)}/${16 + Math.floor(random() * 16)}`
})
const text = `#: source bench\n${words.join('\n')}\n`

const rows: [string, string][] = []
const heap = (): number => {
  ;(globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const before = heap()
const began = performance.now()
const table = new Indicators()
readList(text, 'bench', (entry, origin) => void table.add(entry, origin))
table.trim()
rows.push(['reading and building, s', ((performance.now() - began) / 1000).toFixed(2)])
rows.push(['bytes per indicator, table', (table.memory / table.size).toFixed(1)])

const map = new Map<string, number>()
const middle = heap()
for (const [i, word] of words.entries()) map.set(word, i)
rows.push(['bytes per indicator, Map (its strings not counted)', ((heap() - middle) / map.size).toFixed(1)])
rows.push(['heap with table, words and text, MiB', ((middle - before) / 2 ** 20).toFixed(0)])

/** Half of what is asked is known, half is not: real hits are rarer, and cost more. */
const domains = Array.from({ length: asked }, (_, i) =>
  i % 2 === 0 ? `www.${words[10 * Math.floor(random() * (size / 10))]}` : `www.${name()}`,
)
const bytes = Buffer.from(domains.join(''), 'latin1')
const ends = Uint32Array.from(
  domains.map(
    (
      sum => (domain: string) =>
        (sum += domain.length)
    )(0),
  ),
)
const addresses = Uint32Array.from({ length: asked }, () => random() * 2 ** 32)
const buffers = new Uint8Array(16 * asked)
for (let i = 0; i < buffers.length; i++) buffers[i] = random() * 256

let found = 0
const contests: Readonly<Record<string, () => void>> = {
  'domain, bytes': () => {
    for (let i = 0, at = 0; i < asked; at = ends[i++]!) if (table.domain(bytes, at, ends[i]! - at) >= 0) found++
  },
  'domain, text': () => {
    for (const domain of domains) if (table.find(domain) >= 0) found++
  },
  'domain, Map and slices': () => {
    for (const domain of domains)
      for (let from = 0; from >= 0; ) {
        if (map.has(domain.slice(from))) {
          found++
          break
        }
        from = domain.indexOf('.', from) + 1 || -1
      }
  },
  'IPv4 with port, 17 prefix lengths': () => {
    for (let i = 0; i < asked; i++) if (table.ipv4(addresses[i]!, 3333) >= 0) found++
  },
  'IPv4, Map of texts, exact only': () => {
    for (let i = 0; i < asked; i++) if (map.has(ipv4Text(addresses[i]!))) found++
  },
  'IPv6, bytes': () => {
    for (let i = 0; i < asked; i++) if (table.ipv6(buffers, 16 * i, 443) >= 0) found++
  },
}
const times = new Map<string, number[]>(Object.keys(contests).map(key => [key, []]))
for (let run = 0; run <= runs; run++)
  for (const [key, contest] of Object.entries(contests)) {
    const start = performance.now()
    contest()
    if (run > 0) times.get(key)?.push(performance.now() - start)
  }
for (const [key, all] of times) rows.push([`${key}, ns`, ((median(all) * 1e6) / asked).toFixed(0)])

const folder = mkdtempSync(join(tmpdir(), 'davylamp-bench-'))
writeFileSync(join(folder, 'list'), words.join('\n'))
writeFileSync(join(folder, 'asked'), domains.join('\n'))
const grep = (file: string): number => {
  const start = performance.now()
  spawnSync('grep', ['-c', '-F', '-f', join(folder, 'list'), file], { env: { LC_ALL: 'C' } })
  return performance.now() - start
}
writeFileSync(join(folder, 'none'), '')
const loads: number[] = []
const greps: number[] = []
for (let run = 0; run < Math.min(runs, 3); run++) {
  loads.push(grep(join(folder, 'none')))
  greps.push(grep(join(folder, 'asked')))
}
rmSync(folder, { recursive: true })
rows.push(['grep -F, reading the list, s', (median(loads) / 1000).toFixed(2)])
rows.push(['grep -F, domain (any substring, not label boundaries), ns', (((median(greps) - median(loads)) * 1e6) / asked).toFixed(0)])

process.stdout.write(
  `${size} indicators, ${asked} questions, half of the names known, medians of ${runs} runs (${found} found)\n\n| | |\n| --- | --- |\n`,
)
for (const [what, value] of rows) process.stdout.write(`| ${what} | ${value} |\n`)
