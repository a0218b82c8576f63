# An ordinary application server with its owner's jobs, services, keys and busy programs: none of it may be accused.
useradd -m -s /bin/bash deploy
useradd -r -s /usr/sbin/nologin orders
mkdir -p /opt/orders/bin /opt/backup /var/log/orders /etc/orders /srv/www /root/.ssh

# own PATH…: a program of the owner's, whose bytes are not those of the intruder's.
own() { for p; do mimic "$p"; echo "$p" >>"$p"; done; }

own /opt/orders/bin/orders-api /opt/orders/bin/report-worker
unit orders-api.service '/opt/orders/bin/orders-api --listen 127.0.0.1:8081 --config /etc/orders/config.json' User=orders Restart=always RestartSec=5
unit report-worker.service '/opt/orders/bin/report-worker --threads 2 --queue nightly' User=orders Restart=on-failure Nice=10
# The program was upgraded in place while the service ran.
cp /opt/orders/bin/orders-api /opt/orders/bin/orders-api.new && mv /opt/orders/bin/orders-api.new /opt/orders/bin/orders-api
# Innocent work: a worker that computes, and one that holds a connection to its database.
own /opt/orders/bin/thumbnailer /opt/orders/bin/db-proxy
start -d 25 -u 1000 -w /srv/www /opt/orders/bin/thumbnailer /opt/orders/bin/thumbnailer --workers 2 --in /srv/www/uploads
start -k 10.77.0.1:5432 -u 1000 -w /opt/orders /opt/orders/bin/db-proxy /opt/orders/bin/db-proxy --upstream 10.77.0.1:5432 --pool 20

put /etc/orders/config.json <<'JSON'
{ "url": "https://orders.example.com", "user": "orders", "pass": "from-vault", "threads": 4, "pool": { "min": 2, "max": 20 }, "algo": "hs256" }
JSON
script /opt/backup/backup.sh <<'SH'
#!/bin/sh
# Nightly database dump; tells the health check when it is done.
set -e
tar -czf /var/backups/orders-$(date +%F).tar.gz /etc/orders /srv/www
find /var/backups -name 'orders-*.tar.gz' -mtime +14 -delete
curl -fsS -m 10 --retry 5 https://hc.example.com/ping/3f1e9a52-0c1d-4c6e-9f0b-8d1c62c1a7de >/dev/null
SH
script /opt/orders/bin/sync-orders <<'SH'
#!/bin/bash
exec rsync -a --delete /srv/www/ deploy@files.example.com:/srv/www/
SH
put /etc/cron.d/orders-backup <<'CRON'
MAILTO=ops@example.com
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
30 2 * * * root /opt/backup/backup.sh >>/var/log/orders/backup.log 2>&1
*/5 * * * * root curl -fsS -m 10 https://hc.example.com/ping/ab12cd34 >/dev/null 2>&1
CRON
tab deploy <<'CRON'
*/10 * * * * /usr/bin/flock -n /tmp/sync-orders.lock /opt/orders/bin/sync-orders
@reboot cd /opt/orders && nohup ./bin/thumbnailer --workers 2 >/dev/null 2>&1 &
CRON
# As its last run left it: the next one changes nothing.
: >/tmp/sync-orders.lock
chown deploy: /tmp/sync-orders.lock
script /etc/cron.daily/orders-report <<'SH'
#!/bin/sh
exec nice -n 19 /opt/orders/bin/report-worker --once --day yesterday
SH
echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGWfPyBkHq0c5XkzL7S0jmXyq1Qm0t7oVdJk0Vv6cN3p alice@laptop' >>/root/.ssh/authorized_keys
mkdir -p /home/deploy/.ssh
echo 'from="10.77.0.0/24",no-agent-forwarding ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBv2n8l5U4mJm3gkTq9wQb6o2pYt1r0sXcD7eFhGaIjK ci@build.example.com' >/home/deploy/.ssh/authorized_keys
chmod 700 /root/.ssh /home/deploy/.ssh
chmod 600 /root/.ssh/authorized_keys /home/deploy/.ssh/authorized_keys
chown -R deploy: /home/deploy/.ssh
echo 'deploy ALL=(root) NOPASSWD: /usr/bin/systemctl restart orders-api.service' >/etc/sudoers.d/deploy
chmod 440 /etc/sudoers.d/deploy
put /etc/profile.d/company.sh <<'SH'
# Proxy and editor for everyone.
export http_proxy=http://proxy.example.com:3128 https_proxy=http://proxy.example.com:3128
export EDITOR=vi
alias ll='ls -l'
SH
cat >>/home/deploy/.bashrc <<'SH'
export PATH="$HOME/.local/bin:$PATH" NODE_OPTIONS=--max-old-space-size=2048
eval "$(direnv hook bash 2>/dev/null)"
SH
mkdir -p /tmp/npm-48151-3c1f /tmp/.cache-build /var/tmp/orders-import
echo 'npm warn deprecated inflight@1.0.6' >/tmp/npm-48151-3c1f/build.log
script /tmp/.cache-build/configure-test.sh <<'SH'
#!/bin/sh
echo 'int main(void){return 0;}' | ${CC:-cc} -x c - -o /dev/null
SH
: >/var/log/orders/orders.log
echo 'rotated yesterday' >/var/log/orders/orders.log.1
echo '203.0.113.40 files.example.com files' >>/etc/hosts
