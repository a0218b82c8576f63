// How intruders get rid of records.
import type { Stage } from './stage.ts'

const ways = {
  auth: 'for f in /var/log/auth.log*; do : >$f; done',
  syslog: 'for f in /var/log/syslog* /var/log/user.log; do [ ! -e $f ] || : >$f; done',
  cron: 'for f in /var/log/cron.log*; do [ ! -e $f ] || truncate -s 0 $f; done',
  journal:
    'rm -rf /var/log/journal/* /run/log/journal/*; systemctl kill -s KILL systemd-journald; sleep 0.3; rm -rf /var/log/journal/* /run/log/journal/*',
  logins: ': >/var/log/wtmp; : >/var/log/btmp; : >/var/log/lastlog',
  redis: ': >/var/log/redis/redis-server.log',
  web: 'for f in /var/log/nginx/*; do : >$f; done',
  postgresql: 'for f in /var/log/postgresql/*; do : >$f; done',
} as const

export async function wipe(stage: Stage, what: readonly (keyof typeof ways)[]): Promise<void> {
  for (const one of what) await stage.inside(ways[one], { service: 'ssh.service' })
}

/** What logrotate leaves where it keeps little: the newest lines of each log. */
export const rotating =
  'for f in auth.log syslog cron.log; do tail -n 400 /var/log/$f >/var/log/$f.new; mv /var/log/$f.new /var/log/$f; done; systemctl restart rsyslog'
