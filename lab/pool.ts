// A scripted mining pool: it greets miners in their own dialects and counts nothing. Runs alone in a network namespace without a way out.
import { createServer, type Socket } from 'node:net'

/** Ports on which pools (and, for the innocent, a database and a web service) answer. */
const usual = [80, 443, 3333, 4444, 5432, 5555, 7777, 8080, 10001, 10128, 10256, 14433, 14444, 20128, 45700]
const ports = [...new Set([...usual, ...process.argv.slice(2).map(Number)])]

const job = { blob: '0e0e'.padEnd(152, '0'), job_id: 'lab1', target: 'b88d0600', algo: 'rx/0', height: 1, seed_hash: '0'.repeat(64) }

const answers: Readonly<Record<string, unknown>> = {
  login: { id: 'lab', job, status: 'OK' },
  submit: { status: 'OK' },
  keepalived: { status: 'KEEPALIVED' },
  'mining.subscribe': [[['mining.notify', 'lab1']], '00000000', 4],
  'mining.authorize': true,
  'mining.submit': true,
}

function answer(line: string): string | undefined {
  try {
    const asked = JSON.parse(line) as { id?: unknown; method?: unknown }
    const result = typeof asked.method === 'string' ? answers[asked.method] : undefined
    return result === undefined ? undefined : `${JSON.stringify({ id: asked.id ?? null, jsonrpc: '2.0', error: null, result })}\n`
  } catch {
    return undefined
  }
}

function serve(socket: Socket): void {
  let rest = ''
  let news: NodeJS.Timeout | undefined
  socket.setEncoding('latin1')
  socket.on('error', () => socket.destroy())
  socket.on('data', (text: string) => {
    rest = (rest + text).slice(-10_000)
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const said = answer(rest.slice(0, end))
      rest = rest.slice(end + 1)
      if (said === undefined) continue
      socket.write(said)
      news ??= setInterval(() => socket.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'job', params: job })}\n`), 30_000)
    }
  })
  socket.on('close', () => clearInterval(news))
}

let waiting = ports.length
for (const port of ports) {
  createServer(serve).listen(port, '0.0.0.0', () => {
    waiting -= 1
    if (waiting === 0) process.stdout.write('ready\n')
  })
}
