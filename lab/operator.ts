// Answers a host the way an operator would: davylamp inside it, in the control group of her ssh session, again until nothing more is done.
import { setTimeout } from 'node:timers/promises'
import type { Outcome } from './command.ts'
import { type Host, lentAt } from './host.ts'
import { casesOn, doneSteps } from './performed.ts'
import { sightOf } from './sight.ts'

export interface Answered {
  /** The last exit code. */
  readonly exit: number
  /** How often she had to call it. */
  readonly rounds: number
  /** Everything it said. */
  readonly said: string
}

/** davylamp makes rounds of its own; whoever has called it twice looks by hand. */
const mostRounds = 2
const program = `${lentAt}/src/cli/main.ts`

/** `wait`: seconds after which she cuts davylamp's own waiting short by Ctrl-C. */
export async function respond(host: Host, wait: number): Promise<Answered> {
  let said = ''
  let done = 0
  for (let rounds = 1; ; rounds++) {
    const outcome = await davylamp(host, ['respond', '--yes', '--approve'], wait)
    said += saidBy(outcome)
    const now = doneSteps(casesOn(host.root))
    if (outcome.status === 0 || outcome.status > 1 || outcome.status < 0 || now === done || rounds === mostRounds)
      return { exit: outcome.status, rounds, said }
    done = now
  }
}

/** Takes back every case, the newest first. */
export async function undoAll(host: Host): Promise<Answered> {
  const outcome = await davylamp(host, ['undo', '--all'], 0)
  return { exit: outcome.status, rounds: 1, said: saidBy(outcome) }
}

async function davylamp(host: Host, [command = '', ...rest]: readonly string[], wait: number): Promise<Outcome> {
  let patience = wait
  const onOutput = (text: string): void => {
    if (!/^Waiting \d+ s/m.test(text)) return
    void setTimeout(patience * 1000, undefined, { ref: false }).then(() => interrupt(host, command))
    // Of a later round she waits for the look alone.
    patience = 1
  }
  const argv = [`${lentAt}/node`, '--disable-warning=ExperimentalWarning', program, command, ...rest, '--lang', 'en']
  return host.inside(argv, { service: 'ssh.service', timeoutMs: 600_000, onOutput })
}

/** Ctrl-C at her terminal; whoever has ended meanwhile is not there to hear it. */
function interrupt(host: Host, command: string): void {
  for (const { outer } of sightOf(host).processes({ kind: 'process', argv: `${program} ${command}`, note: '' })) {
    try {
      process.kill(outer, 'SIGINT')
    } catch {}
  }
}

function saidBy({ status, stdout, stderr }: Outcome): string {
  return `${stdout}${stderr === '' ? '' : `\n--- stderr\n${stderr}`}\n--- exit ${status}\n`
}
