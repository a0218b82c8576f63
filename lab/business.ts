// The business of a host: nginx and PostgreSQL at work during a whole response, driven from inside, and what of that was lost.
import type { Outcome } from './command.ts'
import { type Host, lentAt } from './host.ts'
import type { Thing } from './scenario.ts'
import { sightOf } from './sight.ts'

interface Count {
  readonly begun: number
  readonly lost: number
  /** Milliseconds of the slowest. */
  readonly longest: number
  readonly first?: string
}

export interface Trade {
  readonly requests: Count
  readonly transactions: Count
  /** Transactions that were committed and are not there any more. */
  readonly missing: number
}

const program = `${lentAt}/lab/business/load.ts`

/** Its processes are decoys like any other. */
export const businessDecoys: readonly Thing[] = [
  { kind: 'process', exe: '/usr/sbin/nginx', note: 'nginx' },
  { kind: 'process', exe: '/usr/lib/postgresql/15/bin/postgres', argv: '-D /var/lib/postgresql', note: 'PostgreSQL, not its sessions' },
  { kind: 'process', argv: program, note: 'their customers' },
]

/** Starts the load and gives the way to end it, which throws when somebody else has ended it; throws when it did not start. */
export async function openBusiness(host: Host): Promise<() => Promise<Trade>> {
  const argv = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', `${lentAt}/node`, program]
  let ready = (): void => {}
  const begun = new Promise<void>(resolve => {
    ready = resolve
  })
  const onOutput = (text: string): void => {
    if (text.includes('ready')) ready()
  }
  const running = host.inside(argv, { service: 'orders-load.service', timeoutMs: 3_600_000, onOutput })
  const early = await Promise.race([begun, running])
  if (early !== undefined) throw new Error(`the business did not open: ${early.stderr.slice(-500)}`)
  return async () => {
    for (const { outer } of sightOf(host).processes({ kind: 'process', argv: program, note: '' })) process.kill(outer, 'SIGTERM')
    return tradeOf(await running)
  }
}

function tradeOf({ status, stdout, stderr }: Outcome): Trade {
  if (status !== 0) throw new Error(`the business's customers were ended (status ${status}): ${stderr.slice(-500)}`)
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Trade
}

/** What was lost, as sentences; nothing when nothing was. */
export function losses({ requests, transactions, missing }: Trade): string[] {
  const lost = (what: string, count: Count): string[] =>
    count.lost === 0 ? [] : [`${count.lost} of ${count.begun} ${what} lost (${count.first})`]
  return [
    ...lost('requests', requests),
    ...lost('transactions', transactions),
    ...(missing === 0 ? [] : [`${missing} committed transactions are not there any more`]),
  ]
}
