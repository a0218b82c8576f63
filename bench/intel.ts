// Lookups in a million indicators beside a JavaScript Map and `grep -F`, in one run. Usage: node --expose-gc bench/intel.ts [indicators] [runs]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ipv4Text } from '../src/core/address-text.ts'
import { Indicators } from '../src/intel/indicators.ts'
import { readList } from '../src/intel/list-file.ts'
import { noOrigin } from '../src/intel/origin.ts'
import { type FeedEntry, feedEntry } from '../src/parse/feeds/entry.ts'
import { measure, median } from './measure.ts'

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
/** Flat texts of their own, so that what a Map of them takes is the Map's. */
for (const [i, word] of words.entries()) words[i] = Buffer.from(word, 'latin1').toString('latin1')
const text = `#: source bench\n${words.join('\n')}\n`

const rows: [string, string][] = []
/** Bytes in use after collecting; needs --expose-gc. */
const heap = (): number => {
  for (let i = 0; i < 3; i++) (globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
/** CPU milliseconds: a loaded machine changes them less than those of the clock. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const began = cpu()
const table = new Indicators()
readList(text, 'bench', (entry, origin) => void table.add(entry, origin))
table.trim()
rows.push(['reading and building, CPU s', ((cpu() - began) / 1000).toFixed(2)])
rows.push(['bytes per indicator, all', (table.memory / table.size).toFixed(1)])

const empty = heap()
const map = new Map<string, number>()
for (const [i, word] of words.entries()) map.set(word, i)
rows.push(['bytes per indicator, Map without its strings', ((heap() - empty) / map.size).toFixed(1)])

const known = Array.from({ length: asked }, () => `www.${words[10 * Math.floor(random() * (size / 10))]}`)
const unknown = Array.from({ length: asked }, () => `www.${name()}`)
const packed = (domains: readonly string[]): readonly [Buffer, Uint32Array] => {
  let sum = 0
  return [Buffer.from(domains.join(''), 'latin1'), Uint32Array.from(domains, domain => (sum += domain.length))]
}
const addresses = Uint32Array.from({ length: asked }, () => random() * 2 ** 32)
const buffers = Uint8Array.from({ length: 16 * asked }, () => random() * 256)
for (const word of ['2001:db8::/32', '2001:db8:1::/48', '2001:db8:1:2::/64', '2001:db8::1'])
  table.add(feedEntry(word) as FeedEntry, noOrigin)

let found = 0
const packedKnown = packed(known)
const packedUnknown = packed(unknown)
const askBytes = ([bytes, ends]: readonly [Buffer, Uint32Array]): void => {
  for (let i = 0, at = 0; i < asked; at = ends[i++]!) if (table.domain(bytes, at, ends[i]! - at) >= 0) found++
}
const askTexts = (domains: readonly string[]): void => {
  for (const domain of domains) if (table.find(domain) >= 0) found++
}
const askMap = (domains: readonly string[]): void => {
  for (const domain of domains)
    for (let from = 0; from >= 0; ) {
      if (map.has(domain.slice(from))) {
        found++
        break
      }
      from = domain.indexOf('.', from) + 1 || -1
    }
}
const contests: Readonly<Record<string, () => void>> = {
  'unknown domain, bytes': () => askBytes(packedUnknown),
  'known domain, bytes': () => askBytes(packedKnown),
  'unknown domain, text': () => askTexts(unknown),
  'known domain, text': () => askTexts(known),
  'unknown domain, Map and slices': () => askMap(unknown),
  'known domain, Map and slices': () => askMap(known),
  'IPv4 with port, 17 prefix lengths': () => {
    for (let i = 0; i < asked; i++) if (table.ipv4(addresses[i]!, 3333) >= 0) found++
  },
  'IPv4, Map of texts, exact only': () => {
    for (let i = 0; i < asked; i++) if (map.has(ipv4Text(addresses[i]!))) found++
  },
  'IPv6, 4 prefix lengths': () => {
    for (let i = 0; i < asked; i++) if (table.ipv6(buffers, 16 * i, 443) >= 0) found++
  },
}
const times = new Map<string, number[]>(Object.keys(contests).map(key => [key, []]))
for (let run = 0; run <= runs; run++)
  for (const [key, contest] of Object.entries(contests)) {
    const start = cpu()
    contest()
    if (run > 0) times.get(key)?.push(cpu() - start)
  }
for (const [key, all] of times) rows.push([`${key}, ns`, ((median(all) * 1e6) / asked).toFixed(0)])

const folder = mkdtempSync(join(tmpdir(), 'davylamp-bench-'))
writeFileSync(join(folder, 'list'), words.join('\n'))
writeFileSync(join(folder, 'none'), '')
writeFileSync(join(folder, 'asked'), unknown.join('\n'))
const grep: Record<'none' | 'asked', number[]> = { none: [], asked: [] }
for (let run = 0; run < Math.min(runs, 3); run++)
  for (const file of ['none', 'asked'] as const)
    grep[file].push((await measure(['env', 'LC_ALL=C', 'grep', '-c', '-F', '-f', join(folder, 'list'), join(folder, file)], 600)).cpu)
rmSync(folder, { recursive: true })
rows.push(['grep -F, reading the list, CPU s', median(grep.none).toFixed(2)])
rows.push(['grep -F, unknown domain (as any piece of a line), ns', (((median(grep.asked) - median(grep.none)) * 1e9) / asked).toFixed(0)])

process.stdout.write(`${size} indicators, ${asked} questions, CPU time, medians of ${runs} runs (${found} found)\n\n| | |\n| --- | --- |\n`)
for (const [what, value] of rows) process.stdout.write(`| ${what} | ${value} |\n`)
