// Runs inside a host until it is told to end: requests to nginx and transactions in PostgreSQL one after another, and what of them was lost.
import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { Connection } from './postgres.ts'

const web = 'http://127.0.0.1/'
const database = ['/var/run/postgresql/.s.PGSQL.5432', 'postgres', 'postgres'] as const

interface Count {
  begun: number
  lost: number
  /** Milliseconds of the slowest, lost ones too. */
  longest: number
  /** What was said about the first that was lost. */
  first?: string
}

let ending = false
process.on('SIGTERM', () => {
  ending = true
})

async function work(pauseMs: number, act: () => Promise<unknown>): Promise<Count> {
  const count: Count = { begun: 0, lost: 0, longest: 0 }
  while (!ending) {
    const began = performance.now()
    count.begun += 1
    try {
      await act()
    } catch (error) {
      count.lost += 1
      count.first ??= String(error)
    }
    count.longest = Math.max(count.longest, Math.round(performance.now() - began))
    await setTimeout(pauseMs)
  }
  return count
}

/** A connection of its own for each, as a visitor has it. */
function visit(): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(web, { agent: false, timeout: 10_000 }, answer => {
      answer.resume()
      answer.on('error', reject)
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`status ${answer.statusCode}`))))
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer for 10 s')))
    asked.on('error', reject)
    asked.end()
  })
}

let connection: Connection | undefined

async function connected(): Promise<Connection> {
  if (connection !== undefined) return connection
  const fresh = new Connection(...database)
  await fresh.query('')
  connection = fresh
  return fresh
}

async function order(): Promise<void> {
  try {
    const at = await connected()
    for (const text of ['BEGIN', 'INSERT INTO orders DEFAULT VALUES', 'UPDATE stock SET taken = taken + 1', 'COMMIT']) await at.query(text)
  } catch (error) {
    connection?.close()
    connection = undefined
    throw error
  }
}

const tables =
  'DROP TABLE IF EXISTS orders, stock; CREATE TABLE orders (id serial, at timestamptz DEFAULT now()); CREATE TABLE stock AS SELECT 0 AS taken'
await (await connected()).query(tables)
process.stdout.write('ready\n')
const [requests, transactions] = await Promise.all([work(10, visit), work(5, order)])
// What was committed must have lasted: an order for each that was not lost, and as much taken from the stock.
const kept = (await (await connected()).query('SELECT least((SELECT count(*) FROM orders), (SELECT taken FROM stock))')) || '0'
connection?.close()
process.stdout.write(
  `${JSON.stringify({ requests, transactions, missing: Math.max(0, transactions.begun - transactions.lost - Number(kept)) })}\n`,
)
