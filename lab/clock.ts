// A host's later days: its kernel goes on with the true time, and what writes logs and davylamp are told by libfaketime that days have passed.
import type { Stage } from './stage.ts'

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'

/** Only the wall clock is told otherwise: neither times of files nor timers. */
export function fakedBy(seconds: number): Readonly<Record<string, string>> {
  return {
    LD_PRELOAD: library,
    FAKETIME: `${seconds < 0 ? '' : '+'}${Math.round(seconds)}s`,
    NO_FAKE_STAT: '1',
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_RESET: '1',
  }
}

/** Restarts services that write logs, those of them that run, under another environment. */
export async function loggersWith(stage: Stage, env: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(env).map(([name, value]) => `Environment="${name}=${value}"`)
  const text = ['[Service]', ...lines].join('\\n')
  await stage.inside(`for unit in rsyslog nginx; do
  systemctl -q is-active $unit || continue
  mkdir -p /run/systemd/system/$unit.service.d
  printf '${text}\\n' >/run/systemd/system/$unit.service.d/clock.conf
  systemctl daemon-reload
  systemctl restart $unit
done`)
}
