# The real options stand far to the right where no terminal shows them.
mimic /usr/share/.redtail
start -c php-fpm -d 15 -p "$POOL" /usr/share/.redtail "php-fpm: pool www$(printf '%300s' '')" -o "$POOL" -u "$WALLET" --donate-level=1
tab root <<'CRON'
@reboot /usr/share/.redtail
CRON
