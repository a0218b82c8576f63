// How much of a busy loopback `sniff` sees: bulk transfers for some seconds in a network of their own, packets and drops as the kernel counts them.
// node bench/sniff.ts [--seconds 5]
import { spawn, spawnSync } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ScanResult } from '../src/core/incident.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' }, inside: { type: 'boolean', default: false } } })
const node = [process.execPath, '--disable-warning=ExperimentalWarning']
const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')

if (!values.inside) {
  const self = [...node, import.meta.filename, '--inside', '--seconds', values.seconds]
  const { status } = spawnSync('unshare', ['-n', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh', ...self], { stdio: 'inherit' })
  process.exit(status ?? 1)
}

const sniffer = spawn(node[0]!, [node[1]!, main, 'sniff', '--json', '--state', '/nonexistent'], { stdio: ['ignore', 'pipe', 'inherit'] })
let said = ''
sniffer.stdout.on('data', chunk => {
  said += chunk
})
// The loading of rules is not to be measured: AF_PACKET shows in /proc/net/packet once the ring stands.
const isListening = (): boolean => spawnSync('grep', ['-c', '.', '/proc/net/packet'], { encoding: 'utf8' }).stdout.trim() !== '1'
while (!isListening()) await new Promise(resolve => setTimeout(resolve, 100))

let bytes = 0
const server = createServer(socket => socket.on('data', chunk => (bytes += chunk.length))).listen(4000, '127.0.0.1')
const chunk = Buffer.alloc(1 << 16, 'x')
const client = connect(4000, '127.0.0.1')
const pump = (): void => {
  while (client.writable && client.write(chunk)) {}
}
client
  .on('drain', pump)
  .on('connect', pump)
  .on('error', () => {})
await new Promise(resolve => setTimeout(resolve, Number(values.seconds) * 1000))
client.destroy()
server.close()
await new Promise(resolve => setTimeout(resolve, 300))
sniffer.kill('SIGINT')
await new Promise(resolve => sniffer.on('close', resolve))
const { coverage, cost } = JSON.parse(said) as ScanResult
const { frames = 0, dropped = 0, bytes: seen = 0 } = coverage.wire ?? {}
const seconds = Number(values.seconds)
console.log(
  `${(bytes / seconds / 2 ** 20).toFixed(0)} MiB/s over the loopback; seen ${frames} packets (${(frames / seconds / 1000).toFixed(1)} kpps, ${(seen / seconds / 2 ** 20).toFixed(0)} MiB/s), dropped ${dropped} (${((100 * dropped) / Math.max(1, frames + dropped)).toFixed(2)} %); ${cost.cpuMs} ms CPU in all, ${Math.round(cost.peakBytes / 2 ** 20)} MiB`,
)
